# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = इससे आपके बारे में सब कुछ मिट जाएगा: आपके केस, जवाब, संदेश और सवाल। यह वापस नहीं हो सकता। खुले केस बंद हो जाएँगे।
button-erase-now = हाँ, सब मिटा दें
button-erase-keep = नहीं, रहने दें

erased = आपका डेटा मिटा दिया गया। प्रमाण-पत्र: { $number }। मिटाया गया:
erased-personal-data = केस की निजी जानकारी: { $count }
erased-notes = आपके बारे में नोट: { $count }
erased-drafts = सवालों के फॉर्म: { $count }
erased-links = एजेंसी के लिंक: { $count }
erased-letters = एजेंसियों को लिखे पत्र: { $count }
erased-copies = हमारे अधिकारियों की चैट में प्रतियाँ: { $count }
erased-messages = आपके संदेश: { $count }
erased-replies = हमारे जवाब: { $count }
erased-messages-for-a-person = इंसान के लिए छोड़े संदेश: { $count }
erased-questions = आपके सवाल: { $count }
erased-buttons = बटन: { $count }
erased-notices = आपके केस की ख़बरें: { $count }
erased-wishes = सूचना पाने की इच्छाएँ: { $count }
erased-listings = सूची में आपकी पेशकश और ज़रूरतें: { $count }
erased-nothing = कुछ भी जमा नहीं था
erased-told = इन एजेंसियों को आपकी जानकारी पहले भेजी गई थी। मिटाने के लिए कृपया ख़ुद उनसे कहें: { $agencies }।
stays-case-counts = बिना नाम के यह रहता है: { $count } बंद केस, सिर्फ़ आँकड़ों में (मदद का प्रकार, राज्य, नतीजा)।
stays-chat-address = इस चैट में आपका पता तब तक रहता है जब तक यह जवाब आप तक न पहुँचे; फिर वह भी मिट जाता है, अगर आप दोबारा न लिखें।
stays-other-chats = कोड से दूसरी चैट में ले जाए गए जवाब उस चैट में भी हो सकते हैं। उसमें और बातें भी हैं: वहाँ भी "मेरा डेटा हटाएँ" लिखें।
stays-backups = आज से पहले के बैकअप में आपका डेटा तब तक रहता है जब तक उन पर नया न लिखा जाए।
