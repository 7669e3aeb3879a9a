# Labels of the web chat page.

web-title = Sahayak: chhote business ke liye madad
web-intro = Scheme ke sarkari document se jawab, source aur date ke saath.
web-conversation = Baatcheet
web-input = Apna sawal likhiye
web-send = Bhejiye
web-typing = Sahayak likh raha hai ...
web-you = Aap
web-assistant = Sahayak
web-language = Bhasha
web-offline = Connection toot gaya hai. Aapka message save hai, connection aate hi chala jayega.
web-refused = Yeh message nahi gaya.
web-retry = Phir se bhejiye
