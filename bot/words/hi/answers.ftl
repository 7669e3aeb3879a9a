# How an answer is framed. The facts inside come from the documents.

answer-as-of = { $date } की जानकारी। सोर्स: { $source } ({ $grade })
answer-undated = सोर्स: { $source } ({ $grade })
answer-as-of-several = { $date } की जानकारी। सोर्स: { $sources }
answer-undated-several = सोर्स: { $sources }
compare-missing = { $title }: यह मेरे दस्तावेजों में नहीं है।
grade-official = सरकारी
grade-institutional = खुद संस्था
grade-press = अखबार/मीडिया
grade-private = प्राइवेट, सरकारी नहीं
grade-unknown = परखा नहीं गया
grade-raw = कच्चा दस्तावेज, हमने जांचा नहीं

caution-expired = ध्यान दें: डॉक्यूमेंट में लिखा समय { $date } को खत्म हो गया। पूछ लें कि अब भी चालू है या नहीं।
caution-private = ध्यान दें: यह प्राइवेट सोर्स की जानकारी है, सरकारी नहीं।
label-translated = (हमारा अनुवाद)
label-original = ({ $language } में लिखा है)
language-en = अंग्रेजी
language-hi = हिंदी
language-gu = गुजराती
language-th = थाई

no-answer-not_in_documents = मुझे नहीं पता: यह मेरे डॉक्यूमेंट में नहीं है।
no-answer-out_of_scope = मुझे नहीं पता: मुझे सिर्फ छोटे कारोबार को मिलने वाली मदद की जानकारी है।
no-answer-ambiguous = आपकी बात ठीक से समझ नहीं आई। स्कीम का नाम लिखें, या थोड़ा और बताएँ।
no-answer-expired = इस पर मेरे पास अभी की कोई जानकारी नहीं: जो है, उसका समय खत्म हो चुका है।
no-answer-needs_person = आपके अपने मामले में मैं न फैसला कर सकता हूँ, न जाँच। यह किसी इंसान को ही करना होगा।
no-answer-nearest = इससे सबसे मिलती चीज जो मुझे पता है: { $title }
no-answer-unchecked = एक कच्चे दस्तावेज में यह मिला, हमने इसे जांचा नहीं है:
no-answer-offer = आप चाहें तो आपका सवाल कोई इंसान पढ़ सकता है।
detail-missing = { $title }: इस बारे में मेरे डॉक्यूमेंट में कुछ नहीं लिखा है।

clarify = इनमें से किसकी बात है?
find-scheme = ये आपके काम आ सकती हैं। और पढ़ने के लिए एक चुनें:
find-nothing = ऐसी कोई स्कीम नहीं मिली जो साफ तौर पर आपके लिए हो। लिखें कि आप क्या बनाते या बेचते हैं, कहाँ, और आपको क्या चाहिए।
