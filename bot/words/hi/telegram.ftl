# केवल Telegram पर दिखने वाले शब्द। कमांड की एक पंक्ति मेनू में दिखती है: छोटी रखें।

telegram-share-contact = मेरा फ़ोन नंबर भेजें
telegram-share-location = मेरी जगह भेजें
telegram-group = मैं सिर्फ़ निजी चैट में जवाब देता हूँ, ताकि आपकी बात आपके पास रहे। मेरे नाम पर दबाएँ और मुझे वहाँ लिखें।
telegram-inline-hint = मुझसे निजी चैट में पूछें
telegram-inline-none = कुछ नहीं मिला: निजी चैट में पूछें
telegram-paper-kept = फ़ाइल "{ $name }" सुरक्षित रख ली गई है। जाँच और आपकी मंज़ूरी के बिना कुछ भी बदलेगा नहीं।
telegram-paper-too-large = फ़ाइल "{ $name }" बहुत बड़ी है: ज़्यादा से ज़्यादा { $limit } MB। कुछ भी रखा नहीं गया। उसे हिस्सों में भेजें।
telegram-paper-kind = फ़ाइल "{ $name }" मैं पढ़ नहीं सकता। PDF, Word, Excel, CSV, HTML या सादा टेक्स्ट भेजें। कुछ भी रखा नहीं गया।
telegram-paper-lost = फ़ाइल "{ $name }" Telegram से नहीं मिल पाई। कुछ भी रखा नहीं गया। कृपया उसे फिर भेजें।
telegram-about = छोटे कारोबार के लिए सरकारी योजनाएँ: जवाब, स्रोत और तारीख के साथ।
telegram-description =
    छोटे कारोबार की सरकारी योजनाओं के बारे में पूछें। हर जवाब के साथ स्रोत और तारीख होती है। जो दस्तावेज़ों में नहीं है, वह मैं साफ़ बता देता हूँ और आपकी बात किसी इंसान तक पहुँचाता हूँ।
    अपने शब्दों में लिखें: हिन्दी, अंग्रेज़ी, गुजराती या थाई में।
telegram-command-start = शुरू करें
telegram-command-find = मेरे काम के लिए योजना खोजें
telegram-command-person = इंसान से बात
telegram-command-status = मेरा मामला कहाँ तक पहुँचा
telegram-command-language = भाषा बदलें
telegram-command-help = मैं क्या कर सकता हूँ
telegram-command-cancel = चल रही बात रोकें
telegram-command-stop = मुझे संदेश न भेजें
telegram-command-delete = मेरी जानकारी मिटाएँ
