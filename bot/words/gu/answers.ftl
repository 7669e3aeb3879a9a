# How an answer is framed. The facts inside come from the documents.

answer-as-of = { $date } સુધીની માહિતી. સોર્સ: { $source } ({ $grade })
answer-undated = સોર્સ: { $source } ({ $grade })
answer-as-of-several = { $date } સુધીની માહિતી. સોર્સ: { $sources }
answer-undated-several = સોર્સ: { $sources }
compare-missing = { $title }: આ મારા દસ્તાવેજોમાં નથી.
grade-official = ઓફિશિયલ
grade-institutional = એ સંસ્થા પોતે
grade-press = સમાચાર
grade-private = ખાનગી, ઓફિશિયલ નથી
grade-unknown = પ્રકાર નક્કી નથી
grade-raw = કાચો દસ્તાવેજ, અમે તપાસ્યો નથી

caution-expired = ધ્યાન રાખો: દસ્તાવેજ પ્રમાણે આની મુદત { $date } ના રોજ પૂરી થઈ. હજી ચાલુ છે કે નહીં તે પૂછી લો.
caution-private = ધ્યાન રાખો: આ માહિતી ખાનગી સોર્સની છે, ઓફિશિયલ નથી.
label-translated = (અમારો અનુવાદ)
label-original = (લખાણ { $language }માં છે)
language-en = અંગ્રેજી
language-hi = હિન્દી
language-gu = ગુજરાતી
language-th = થાઈ

no-answer-not_in_documents = મને ખબર નથી: મારા દસ્તાવેજોમાં આ નથી.
no-answer-out_of_scope = મને ખબર નથી: હું ફક્ત નાના ધંધાને મળતી મદદ વિશે જાણું છું.
no-answer-ambiguous = તમે શું કહેવા માગો છો તે બરાબર સમજાયું નહીં. સ્કીમનું નામ કે થોડા વધુ શબ્દો લખો.
no-answer-expired = આ વિશે અત્યારની કોઈ માહિતી મારી પાસે નથી: જે છે તેની મુદત પૂરી થઈ ગઈ છે.
no-answer-needs_person = તમારા પોતાના કેસમાં હું નિર્ણય કે તપાસ કરી શકું નહીં. એ કામ કોઈ માણસે કરવું પડે.
no-answer-nearest = આની સૌથી નજીકનું જે હું જાણું છું: { $title }
no-answer-unchecked = એક કાચા દસ્તાવેજમાં આ મળ્યું, અમે તપાસ્યું નથી:
no-answer-offer = તમે ઇચ્છો તો અમારા માણસ તમારો સવાલ વાંચી શકે.
detail-missing = { $title } વિશે આ વાત મારા દસ્તાવેજોમાં નથી.

clarify = તમે આમાંથી શેની વાત કરો છો?
find-scheme = આ સ્કીમ તમને લાગુ પડી શકે. વધુ વાંચવા એક પસંદ કરો:
find-nothing = ચોક્કસ લાગુ પડે એવી કોઈ સ્કીમ મળી નહીં. તમે શું બનાવો કે વેચો છો, ક્યાં, અને શેની જરૂર છે તે લખો.
