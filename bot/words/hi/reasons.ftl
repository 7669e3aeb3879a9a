# Why an agency is proposed. Shown to the person and to officers.

reason-helps = इसमें मदद करते हैं: { $need }।
reason-helps-also = इसमें भी मदद करते हैं: { $needs }।
reason-first-advice = सूची में ठीक इसी काम ({ $need }) के लिए कोई नहीं है; ये पहली सलाह देते हैं।
reason-relief-first = नया कर्ज बोझ और बढ़ाएगा। पहले राहत देखते हैं।
reason-region = यह आपके राज्य के लिए है।
reason-language = यहाँ आपकी भाषा में काम होता है।
reason-their-sector = यह आपके तरह के काम के लिए है।
reason-new-business = नए काम की मदद करते हैं।
reason-small-income = कम आमदनी वालों के लिए भी लोन हैं।
reason-loan-size = आपके आकार के काम को लोन देते हैं।
reason-no-collateral = बिना गारंटी के भी लोन मिल सकता है।
reason-after-judgment = अदालत के फैसले के बाद मुफ़्त में समझौता कराते हैं।
reason-debt-programme = कर्जदारों की मदद की योजनाओं में शामिल हैं।
reason-ask-own-bank = राहत आपका अपना बैंक तय करता है; संघ रास्ता बताता है।
reason-guarantee-paid = अगर इन्होंने आपके लिए बैंक को चुकाया है, तो राहत के रास्ते हैं।
reason-own-credit-report = यहाँ देख सकते हैं कि आपके लोन के बारे में क्या दर्ज है।
reason-unpaid-bills = यहाँ बकाया बिल पर पैसा मिल सकता है।
