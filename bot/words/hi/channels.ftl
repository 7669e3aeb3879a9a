# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = मैं अभी आवाज़, फ़ोटो या फ़ाइल नहीं खोल सकता। मैंने इसे किसी इंसान के लिए रख लिया है। रेफरेंस नंबर: { $reference }। जल्दी हो तो शब्दों में लिख दीजिए।
