# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = હું હજી અવાજ, ફોટો કે ફાઇલ ખોલી શકતો નથી. મેં તે અમારા માણસ માટે સાચવી લીધું છે. રેફરન્સ નંબર: { $reference }. ઉતાવળ હોય તો શબ્દોમાં લખો.
shared-contact = નંબર મળ્યો, પણ મેં માગ્યો નહોતો: એટલે હમણાં કોઈ ફોન નહીં કરે. ફોન જોઈએ તો બટન દબાવો અને લખો કે શું વાત છે.
shared-location = જગ્યા મળી, પણ હું નકશા પરથી યોજના શોધી શકતો નથી. તમારો જિલ્લો અને કામ શબ્દોમાં લખો.
