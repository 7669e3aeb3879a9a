# Labels of the web chat page.

web-title = Sahayak: help for small businesses
web-intro = Answers from official scheme documents, with source and date.
web-conversation = Conversation
web-input = Write your question
web-send = Send
web-typing = Sahayak is writing …
web-you = You
web-assistant = Sahayak
web-language = Language
web-offline = The connection is lost. Your message is kept and will be sent when it is back.
web-refused = This message was not sent.
web-retry = Try again
