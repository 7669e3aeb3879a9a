# What comes from a channel and is no text. $reference is what the person can quote later.
file-for-person = I cannot open voice notes, photos or files yet. I have kept it for a person. Reference: { $reference }. If it is urgent, please write it in words.
shared-contact = I have your number, but I had not asked for it: nobody will call because of it. If you want a call, press the button and write what it is about.
shared-location = I have your location, but I cannot find schemes on a map. Please write your district and your work in words.
edited-too-late = Changing a message does not change what I have already read. Please send the new wording as a new message.
