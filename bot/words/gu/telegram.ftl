# ફક્ત Telegram પર દેખાતા શબ્દો. કમાન્ડની એક લીટી મેનૂમાં દેખાય છે: ટૂંકી રાખો.

telegram-share-contact = મારો ફોન નંબર મોકલો
telegram-share-location = મારી જગ્યા મોકલો
telegram-group = હું ફક્ત ખાનગી ચેટમાં જવાબ આપું છું, જેથી તમારી વાત તમારી પાસે રહે. મારા નામ પર દબાવો અને મને ત્યાં લખો.
telegram-inline-hint = મને ખાનગી ચેટમાં પૂછો
telegram-inline-none = કંઈ મળ્યું નહીં: ખાનગી ચેટમાં પૂછો
telegram-paper-kept = ફાઇલ "{ $name }" સાચવી લીધી છે. તપાસ અને તમારી મંજૂરી વગર કંઈ બદલાશે નહીં.
telegram-paper-too-large = ફાઇલ "{ $name }" બહુ મોટી છે: વધુમાં વધુ { $limit } MB. કંઈ સાચવ્યું નથી. તેને ભાગમાં મોકલો.
telegram-paper-kind = ફાઇલ "{ $name }" હું વાંચી શકતો નથી. PDF, Word, Excel, CSV, HTML કે સાદું લખાણ મોકલો. કંઈ સાચવ્યું નથી.
telegram-paper-lost = ફાઇલ "{ $name }" Telegram પાસેથી મળી નહીં. કંઈ સાચવ્યું નથી. કૃપા કરીને ફરી મોકલો.
telegram-about = નાના ધંધા માટે સરકારી યોજનાઓ: જવાબ, સોર્સ અને તારીખ સાથે.
telegram-description =
    નાના ધંધાની સરકારી યોજનાઓ વિશે પૂછો. દરેક જવાબ સાથે સોર્સ અને તારીખ હોય છે. જે દસ્તાવેજોમાં નથી તે હું સાફ કહી દઉં છું અને તમારી વાત માણસ સુધી પહોંચાડું છું.
    તમારા શબ્દોમાં લખો: ગુજરાતી, અંગ્રેજી, હિન્દી કે થાઈમાં.
telegram-command-start = શરૂ કરો
telegram-command-find = મારા કામ માટે યોજના શોધો
telegram-command-person = માણસ સાથે વાત
telegram-command-status = મારી વાત ક્યાં પહોંચી
telegram-command-language = ભાષા બદલો
telegram-command-help = હું શું કરી શકું
telegram-command-cancel = ચાલુ વાત બંધ કરો
telegram-command-stop = મને મેસેજ ન મોકલો
telegram-command-delete = મારી માહિતી ભૂંસો
