# Thumbs under an answer, and what is written unasked to those who agreed.

rated = बताने के लिए धन्यवाद।
rated-up = धन्यवाद। मेरी बताई कोई जानकारी बदले, तो क्या मैं आपको यहाँ लिखूँ?
rated-down = बताने के लिए धन्यवाद। बेहतर जवाब मिलने पर क्या मैं आपको यहाँ लिखूँ?
tell-answer = ठीक है। जवाब मिलने पर मैं आपको यहाँ लिखूँगा। बंद करना हो तो लिखें "मैसेज बंद करो"।
tell-updates = ठीक है। मेरी बताई कोई जानकारी बदलेगी तो मैं आपको यहाँ लिखूँगा। बंद करना हो तो लिखें "मैसेज बंद करो"।
tell-no = ठीक है, इस बारे में मैं आपको नहीं लिखूँगा।
miss-answered = { $date } को आपने पूछा था: “{ $question }”। अब इसका जवाब मिल गया है:
correction = { $date } को मैंने जो बताया था, उसमें कुछ बदला है: { $title }
correction-before = पहले: { $fact }
correction-now = अब: { $fact }
correction-gone = अब मेरे डॉक्यूमेंट में नहीं है: { $fact }
correction-end = ऐसे मैसेज और नहीं चाहिए तो लिखें "मैसेज बंद करो"।
button-good = 👍 काम का
button-bad = 👎 काम का नहीं
button-tell-me = पता चले तो बताना
button-yes = हाँ
button-no = नहीं
