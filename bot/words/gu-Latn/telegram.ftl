# Fakt Telegram par dekhata shabdo. Command ni ek line menu ma dekhay che: tunki rakho.

telegram-share-contact = Maro phone number moklo
telegram-share-location = Mari jagya moklo
telegram-group = Hu fakt private chat ma jawab aapu chu, jethi tamari vaat tamari paase rahe. Mara naam par dabavo ane mane tyan lakho.
telegram-inline-hint = Mane private chat ma puchho
telegram-inline-none = Kai malyu nahi: private chat ma puchho
telegram-paper-kept = File "{ $name }" saachvi lidhi che. Tapas ane tamari manjuri vagar kai badlashe nahi.
telegram-paper-too-large = File "{ $name }" bahu moti che: vadhu ma vadhu { $limit } MB. Kai saachvyu nathi. Tene bhaag ma moklo.
telegram-paper-kind = File "{ $name }" hu vaanchi shakto nathi. PDF, Word, Excel, CSV, HTML ke saadu lakhan moklo. Kai saachvyu nathi.
telegram-paper-lost = File "{ $name }" Telegram paasethi mali nahi. Kai saachvyu nathi. Krupa karine fari moklo.
telegram-about = Nana dhandha mate sarkari yojanao: jawab, source ane tarikh sathe.
telegram-description =
    Nana dhandha ni sarkari yojanao vishe puchho. Darek jawab sathe source ane tarikh hoy che. Je documents ma nathi te hu saaf kahi dau chu ane tamari vaat manas sudhi pahonchadu chu.
    Tamara shabdo ma lakho.
telegram-command-start = Sharu karo
telegram-command-find = Mara kaam mate yojana shodho
telegram-command-person = Manas sathe vaat
telegram-command-status = Mari vaat kyan pahonchi
telegram-command-language = Bhasha badlo
telegram-command-help = Hu shu kari shaku
telegram-command-cancel = Chalu vaat bandh karo
telegram-command-stop = Mane message na moklo
telegram-command-delete = Mari mahiti bhunso
