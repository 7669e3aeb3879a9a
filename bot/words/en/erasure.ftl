# Deleting a person's data: the question before it, and the certificate of what went and what stays.

erase-ask = This deletes everything I know of you: your cases, answers, messages and questions. It cannot be undone. Open cases are closed.
button-erase-now = Yes, delete everything
button-erase-keep = No, keep it

erased = Your data is deleted. Certificate: { $number }. Deleted:
erased-personal-data = personal details of cases: { $count }
erased-notes = notes about you: { $count }
erased-drafts = unfinished or sent question forms: { $count }
erased-links = links for agencies: { $count }
erased-letters = letters to agencies: { $count }
erased-copies = copies in our officers' chats: { $count }
erased-messages = your messages: { $count }
erased-replies = our replies: { $count }
erased-messages-for-a-person = messages for a person: { $count }
erased-questions = your questions: { $count }
erased-buttons = buttons: { $count }
erased-notices = news about your case: { $count }
erased-wishes = wishes to be told: { $count }
erased-listings = offers and wishes that you listed: { $count }
erased-nothing = there was nothing stored
erased-told = These agencies were sent your details before. Please ask them yourself to delete them: { $agencies }.
stays-case-counts = What stays, without your name: { $count } closed cases as figures (kind of help, state or province, outcome).
stays-chat-address = Your address in this chat stays until this reply has reached you; then it goes too, unless you write again.
stays-other-chats = Answers that were moved to another chat by a code may stand in that chat, too. It has matters of its own: write "delete my data" there as well.
stays-backups = Backups made before today still hold your data until they are overwritten.
