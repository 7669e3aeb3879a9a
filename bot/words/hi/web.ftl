# Labels of the web chat page.

web-title = सहायक: छोटे कारोबार के लिए मदद
web-intro = स्कीमों के सरकारी डॉक्यूमेंट से जवाब, सोर्स और तारीख के साथ।
web-conversation = बातचीत
web-input = अपना सवाल लिखें
web-send = भेजें
web-typing = सहायक लिख रहा है …
web-you = आप
web-assistant = सहायक
web-language = भाषा
web-offline = कनेक्शन टूट गया है। आपका मैसेज सेव है, कनेक्शन आते ही चला जाएगा।
web-refused = यह मैसेज नहीं गया।
web-retry = फिर से भेजें
