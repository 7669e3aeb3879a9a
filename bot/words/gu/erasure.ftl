# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = આથી તમારા વિશે બધું કાઢી નખાશે: તમારા કેસ, જવાબ, મેસેજ અને સવાલ. એ પાછું નહીં મળે. ખુલ્લા કેસ બંધ થશે.
button-erase-now = હા, બધું કાઢી નાખો
button-erase-keep = ના, રહેવા દો

erased = તમારો ડેટા કાઢી નાખ્યો છે. પ્રમાણપત્ર: { $number }. કાઢી નાખ્યું:
erased-personal-data = કેસની અંગત માહિતી: { $count }
erased-notes = તમારા વિશેની નોંધ: { $count }
erased-drafts = સવાલોનાં ફોર્મ: { $count }
erased-links = એજન્સીની લિંક: { $count }
erased-letters = એજન્સીઓને લખેલા પત્રો: { $count }
erased-copies = અમારા અધિકારીઓની ચેટમાં નકલો: { $count }
erased-messages = તમારા મેસેજ: { $count }
erased-replies = અમારા જવાબ: { $count }
erased-messages-for-a-person = માણસ માટે મૂકેલા મેસેજ: { $count }
erased-questions = તમારા સવાલ: { $count }
erased-buttons = બટન: { $count }
erased-notices = તમારા કેસના સમાચાર: { $count }
erased-wishes = જાણ મેળવવાની ઇચ્છા: { $count }
erased-listings = યાદીમાં તમારી ઓફર અને જરૂરિયાત: { $count }
erased-nothing = કંઈ સાચવેલું નહોતું
erased-told = આ એજન્સીઓને તમારી માહિતી પહેલાં મોકલી હતી. કાઢી નાખવા માટે કૃપા કરીને તેમને જાતે કહો: { $agencies }.
stays-case-counts = નામ વગર આ રહે છે: { $count } બંધ કેસ, ફક્ત આંકડા તરીકે (મદદનો પ્રકાર, રાજ્ય, પરિણામ).
stays-chat-address = આ ચેટમાં તમારું સરનામું આ જવાબ તમને મળે ત્યાં સુધી રહે છે; પછી તે પણ જાય છે, જો તમે ફરી ન લખો.
stays-other-chats = કોડથી બીજી ચેટમાં લઈ ગયેલા જવાબ એ ચેટમાં પણ હોઈ શકે. તેમાં બીજી બાબતો પણ છે: ત્યાં પણ "મારો ડેટા કાઢી નાખો" લખો.
stays-backups = આજ પહેલાંના બેકઅપમાં તમારો ડેટા ત્યાં સુધી રહે છે જ્યાં સુધી તેના પર નવું ન લખાય.
