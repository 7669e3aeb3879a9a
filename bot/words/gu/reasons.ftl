# Why an agency is proposed. Shown to the person and to officers.

reason-helps = આમાં મદદ કરે છે: { $need }.
reason-helps-also = આમાં પણ મદદ કરે છે: { $needs }.
reason-first-advice = યાદીમાં બરાબર આ કામ ({ $need }) માટે કોઈ નથી; આ લોકો પહેલી સલાહ આપે છે.
reason-relief-first = નવી લોન દેવું વધારશે. પહેલાં રાહત જોઈએ.
reason-region = આ તમારા રાજ્ય માટે છે.
reason-language = અહીં તમારી ભાષામાં કામ થાય છે.
reason-their-sector = આ તમારા પ્રકારના ધંધા માટે છે.
reason-new-business = નવા ધંધાને મદદ કરે છે.
reason-small-income = ઓછી આવક માટે પણ લોન છે.
reason-loan-size = તમારા કદના ધંધાને લોન આપે છે.
reason-no-collateral = ગીરો વગર પણ લોન મળી શકે છે.
reason-after-judgment = કોર્ટના ચુકાદા પછી મફત સમાધાન કરાવે છે.
reason-debt-programme = દેવાદારોની મદદની યોજનાઓમાં જોડાયેલ છે.
reason-ask-own-bank = રાહત તમારી પોતાની બેંક નક્કી કરે છે; સંઘ રસ્તો બતાવે છે.
reason-guarantee-paid = તેમણે તમારા વતી બેંકને ચૂકવ્યું હોય તો રાહતના રસ્તા છે.
reason-own-credit-report = તમારી લોન વિશે શું નોંધાયું છે તે અહીં જોઈ શકાય છે.
reason-unpaid-bills = અહીં બાકી બિલ પર પૈસા મળી શકે છે.
