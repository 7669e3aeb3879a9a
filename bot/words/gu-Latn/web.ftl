# Labels of the web chat page.

web-title = Sahayak: nana dhandha mate madad
web-intro = Scheme na official document mathi javab, source ane tarikh sathe.
web-conversation = Vaatchit
web-input = Tamaro saval lakho
web-send = Moklo
web-typing = Sahayak lakhe che ...
web-you = Tame
web-assistant = Sahayak
web-language = Bhasha
web-offline = Net bandh thai gayu che. Tamaro message sachvelo che, net aavse tyare moklai jase.
web-refused = Aa message moklayo nathi.
web-retry = Fari moklo
