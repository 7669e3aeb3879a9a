# Labels that only LINE shows: at most 20 letters, the menu's 14.

line-open-source = सोर्स खोलें
line-send-location = मेरी लोकेशन भेजें
line-menu = मेन्यू
