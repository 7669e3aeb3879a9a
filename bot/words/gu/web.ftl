# Labels of the web chat page.

web-title = સહાયક: નાના ધંધા માટે મદદ
web-intro = સ્કીમના ઓફિશિયલ દસ્તાવેજમાંથી જવાબ, સોર્સ અને તારીખ સાથે.
web-conversation = વાતચીત
web-input = તમારો સવાલ લખો
web-send = મોકલો
web-typing = સહાયક લખે છે …
web-you = તમે
web-assistant = સહાયક
web-language = ભાષા
web-offline = નેટ બંધ થઈ ગયું છે. તમારો મેસેજ સાચવેલો છે, નેટ આવશે ત્યારે મોકલાઈ જશે.
web-refused = આ મેસેજ મોકલાયો નથી.
web-retry = ફરી મોકલો
