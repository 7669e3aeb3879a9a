# Words that only Telegram shows. The line of a command stands in a menu: keep it short.

telegram-share-contact = Send my phone number
telegram-share-location = Send my location
telegram-group = I answer only in a private chat, so that your matters stay yours. Tap my name and write to me there.
telegram-inline-hint = Ask me in a private chat
telegram-inline-none = Nothing found: ask me in a private chat
telegram-paper-kept = The file "{ $name }" is kept. Nothing changes before it is checked and you approve it.
telegram-paper-too-large = The file "{ $name }" is too large: { $limit } MB at most. Nothing was kept. Please send it in parts.
telegram-paper-kind = I cannot read the file "{ $name }". Send PDF, Word, Excel, CSV, HTML or plain text. Nothing was kept.
telegram-paper-lost = The file "{ $name }" could not be fetched from Telegram. Nothing was kept. Please send it again.
telegram-about = Government schemes for small businesses: answers with source and date.
telegram-description =
    Ask about government schemes for small businesses. Every answer has its source and date. What the documents do not say, I tell you plainly, and pass your question to a person.
    Write in your own words, in English, Hindi, Gujarati or Thai.
telegram-command-start = Begin
telegram-command-find = Find a scheme for my work
telegram-command-person = Talk to a person
telegram-command-status = Where my matter stands
telegram-command-language = Change the language
telegram-command-help = What I can do
telegram-command-cancel = Stop what is going on
telegram-command-stop = Send me no more messages
telegram-command-delete = Delete my data
