# How an answer is framed. The facts inside come from the documents.

answer-as-of = { $date } sudhi ni mahiti. Source: { $source } ({ $grade })
answer-undated = Source: { $source } ({ $grade })
answer-as-of-several = { $date } sudhi ni mahiti. Source: { $sources }
answer-undated-several = Source: { $sources }
compare-missing = { $title }: aa mara documents ma nathi.
grade-official = official
grade-institutional = e sanstha pote
grade-press = samachar
grade-private = private, official nathi
grade-unknown = prakar nakki nathi
grade-raw = kacho document, ame tapasyo nathi

caution-expired = Dhyan rakho: document pramane aani mudat { $date } na roj puri thai. Haji chalu che ke nahi te puchi lo.
caution-private = Dhyan rakho: aa mahiti private source ni che, official nathi.
label-translated = (amaro anuvad)
label-original = (lakhan { $language } ma che)
language-en = English
language-hi = Hindi
language-gu = Gujarati
language-th = Thai

no-answer-not_in_documents = Mane khabar nathi: mara document ma aa nathi.
no-answer-out_of_scope = Mane khabar nathi: hu fakt nana dhandha ne malti madad vishe janu chu.
no-answer-ambiguous = Tame shu kaheva mago cho te barabar samjayu nahi. Scheme nu naam ke thoda vadhu shabdo lakho.
no-answer-expired = Aa vishe atyar ni koi mahiti mari pase nathi: je che teni mudat puri thai gai che.
no-answer-needs_person = Tamara potana case ma hu nirnay ke tapas kari shaku nahi. E kaam koi manase karvu pade.
no-answer-nearest = Aani sauthi najik nu je hu janu chu: { $title }
no-answer-unchecked = Ek kacha document ma aa malyu, ame tapasyu nathi:
no-answer-offer = Tame iccho to amara manas tamaro saval vanchi shake.
detail-missing = { $title } vishe aa vaat mara document ma nathi.

clarify = Tame aama thi sheni vaat karo cho?
find-scheme = Aa scheme tamne lagu padi shake. Vadhu vanchva ek pasand karo:
find-nothing = Chokkas lagu pade evi koi scheme mali nahi. Tame shu banavo ke vecho cho, kya, ane sheni jarur che te lakho.
