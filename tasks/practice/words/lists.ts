// Plain English for labels, contents and names. Long lists, so that reading and copying are learned, not memorised.
const list = (text: string): string[] => text.trim().split(/\s*[\n,]\s*/);
const words = (text: string): string[] => text.trim().split(/\s+/);

export const NOUNS = words(`
account acorn actor advice air airport album alley almond amber anchor angle animal ankle answer ant apple apron arch area arm armor army arrow
art atlas attic autumn avenue axe baby badge bag baker balcony ball balloon bamboo banana band bank banner barn barrel basin basket bat bath
battery beach bead beam bean bear beard bed bee beetle bell belt bench berry bicycle bill bin bird birth biscuit blanket block blossom board
boat body bolt bone book boot border bottle bowl box boy bracelet brain branch brass bread breakfast brick bridge broom brother brush bubble
bucket budget buffalo bus bush butter button cabbage cabin cable cactus cage cake calendar camel camera camp canal candle candy cannon canoe
canvas canyon cap captain car caravan card cargo carpet carrot cart castle cat cathedral cave ceiling cell cellar chain chair chalk champion
channel chapter charm chart cheese chef cherry chess chest chicken child chimney church circle circus city clam class clay clerk cliff clock
cloth cloud clover club coach coal coast coat cobra code coffee coin collar color column comb comet compass computer concert copper coral cork
corn corner cottage cotton couch council country cousin cover cow crab cradle craft crane crayon cream creek crew cricket crop crow crowd crown
crystal cube cup cupboard current curtain curve cushion cycle daisy dance data daughter dawn day deck deer delta desert desk dessert device dew
diamond diary dinner dish dock doctor dog doll dolphin donkey door dot dove dragon drain drawer dream dress drill drink driver drum duck dust
eagle ear earth east echo edge egg elbow elephant elevator elm ember emerald empire engine entrance envelope error evening event eye fabric face
factory falcon fan farm farmer father feather fence fern ferry festival field fig film finger fire fish flag flame flash flask fleet flood floor
flour flower flute fog food foot forest fork fountain fox frame friend frog frost fruit fuel fur future galaxy game garage garden garlic gate
gem ghost giant gift ginger giraffe girl glacier glass globe glove glue goal goat gold goose grain grandmother grape grass gravel group guard
guest guide guitar gulf gym habit hail hair hall hammer hand handle harbor harp harvest hat hawk hay head heart heat hedge helmet herb hero hill
hinge history hole holiday home honey hood hook horizon horn horse hospital hotel hour house hunter ice icon idea igloo ink insect invoice iron
island ivory ivy jacket jade jam jar jaw jazz jelly jet jewel job joke journal journey judge juice jungle kettle key kid king kitchen kite
kitten knee knife knot label lace ladder lady lake lamb lamp land lane lantern laptop laser laundry lava lawn lawyer layer leaf leather lecture
legend lemon lens leopard lesson letter library light lily lime line lion list lizard llama lobby lobster lock log lunch machine magnet maid
mail mango manor map maple marble march market mask mast mat match meadow meal medal melon member menu mercury metal meteor meter milk mill mind
mine mint mirror mist mitten model money monkey month moon morning mosaic moss moth mother motor mountain mouse mouth movie muffin mug museum
music mustard nail name napkin nature neck necklace needle neighbor nest net news night noise noodle north nose note notebook novel number nurse
nut oak oar oasis ocean office oil olive onion opera orange orbit orchard order organ otter oven owl oyster page paint palace palm pan panda
paper parade parcel parent park parrot party pasta path patrol pea peach peacock peak peanut pear pearl pebble pelican pen pencil penguin people
pepper perfume person piano picnic picture pie pig pigeon pillow pilot pine pipe pirate pizza plain planet plant plate platform player plaza
plum pocket poem poet point pole police pond pony pool port portrait post potato powder prairie price prince prison prize problem profit prune
puddle pump pumpkin puppet puppy puzzle pyramid quail quarry queen question quill quilt rabbit raccoon radar radio raft rail rain rainbow ranch
raven recipe record reef report rescue rhythm ribbon rice rider ring river road robin robot rock rocket roof room root rope rose route ruby rug
ruler saddle safari sail sailor salad salmon salt sand sandal satellite sauce saw scale scarf school science scooter screen screw sculpture sea
seal season seat seed shadow shark shed sheep sheet shelf shell shield ship shirt shoe shop shore shoulder shovel shower shrimp signal silk silver
singer sister sketch ski skirt sky sled sleeve slope smoke snail snake snow soap soccer sock sofa soil soldier song soup south spark sparrow
spice spider spinach sponge spoon sport spring spruce square squirrel stable stadium stage stair stamp star station statue steam steel stem stone
storm story stove straw stream street student studio sugar suit summer sun sunset surface swan sweater sword syrup table tail tailor tank tape
target tea teacher team tent terrace theater thread throat throne thumb thunder ticket tide tiger tile timber tin toast tomato tongue tool tooth
torch tower town toy track tractor train treasure tree triangle truck trumpet trunk tube tulip tunnel turkey turtle twig umbrella uncle uniform
valley van vase vault vegetable velvet vessel village vine violet violin visitor voice volcano voyage wagon waiter wall walnut walrus watch water
wave wax weather web wedding week whale wheat wheel whistle willow wind window wine wing winter wire wizard wolf wood wool word workshop worm
yacht yard yarn year yogurt zebra zipper zone`);

export const ADJECTIVES = words(`
able active agile amber ancient angry annual aqua arctic autumn awake basic bitter black blank blind blue bold brave brief bright broad broken
brown busy calm careful cheap cheerful chief civil clean clear clever close cloudy coastal cold common cool correct cosmic costly crimson crisp
cruel curious curly daily damp dark dear deep dense digital dim direct distant double dry dull eager early eastern easy elder electric elegant
empty entire equal even exact extra faint fair famous fancy fast fierce final fine firm first fit flat foreign formal fragile free frequent fresh
friendly frozen full funny gentle giant glad global golden good grand gray great green handy happy hard heavy hidden high hollow honest hot huge
humble hungry icy ideal inner jolly joint keen kind large last late lazy lean legal level light likely little lively local lonely long loose loud
low lucky magic main major maple mellow merry mild minor misty modern modest narrow natural neat new nice nimble noble noisy normal northern odd
old open orange outer oval own pale partial past patient perfect pink plain polite poor prime private proper proud public purple quick quiet rapid
rare raw ready real recent red regular rich right rigid ripe rough round royal rural rusty sad safe salty scarce secret senior sharp shiny short
shy silent silver simple single sleepy slim slow small smart smooth social soft solar solid sour southern spare special spicy square stable steady
steep sticky stiff still strict strong sturdy sudden sunny super sure sweet swift tall tame tender thick thin tidy tight tiny tired total tough
tropical true typical upper urban useful usual vague valid vast velvet violet visible vivid warm weak wealthy weekly western wet white whole wide
wild wise witty wooden yellow young`);

export const VERBS = words(`
accept add admit allow announce appear apply arrange arrive ask attend avoid bake balance begin believe belong blow borrow break bring build burn
buy call carry catch change chase check cheer choose claim clap clean climb close collect compare complain consider contain cook copy count cover
cross cry cut dance decide deliver deny describe destroy develop dig discover divide draw dream dress drift drink drive drop earn eat empty enjoy
enter escape examine expect explain explore fail fall feed feel fight fill find finish fix float fly fold follow forget form gather give glow grow
guard guess guide hang happen hear heat help hide hold hope hunt hurry imagine improve invite join jump keep kick knock know land last laugh lead
lean learn leave lend lift light listen live look lose love make march mark measure meet melt mend mix move need notice obey offer open order own
pack paint park pass pause pay pick plan plant play point polish pour practice prefer prepare press promise protect prove pull push raise reach
read receive refuse remain remember repair repeat replace reply rest return ride ring rise roll rub rule run sail save search see seem sell send
serve settle shake share shine shout show sing sit sleep slide smell smile solve sort speak spend spin stand stare start stay steal step stir stop
store study suggest swim switch take talk taste teach tell test thank think throw tie touch trade train travel try turn use visit wait wake walk
wander want warn wash watch wave wear weigh whisper win wish wonder work wrap write`);

export const FIRST_NAMES = words(`
Aaron Abby Ada Adam Agnes Ahmed Aisha Alan Albert Alex Alice Alicia Alma Amara Amir Amy Ana Andre Angela Anita Anna Anton Aria Arthur Astrid Ava
Axel Barbara Beatrice Ben Bianca Boris Brenda Brian Bruno Camila Carl Carla Carmen Cecilia Chen Chloe Clara Colin Cora Daisy Dana Daniel Darius
David Deborah Denise Diana Diego Dmitri Dora Doris Dylan Edgar Edith Elena Eli Elias Ella Elliot Elsa Emil Emily Emma Enzo Erica Erik Esther Ethan
Eva Evelyn Fatima Felix Fiona Flora Frank Frida Gabriel Gemma George Gina Gloria Grace Greta Gustav Hana Hannah Harold Harry Hassan Hazel Hector
Helen Henry Hiro Hugo Ian Ida Igor Ines Ingrid Irene Iris Isaac Isabel Ivan Ivy Jack Jacob Jade Jamal James Jana Jasmine Jason Jean Jenny Jerome
Joan Joel Johan Jonas Jose Judith Julia Julian June Karen Karl Kate Keiko Kevin Kiran Klara Lara Laura Leah Lena Leo Leon Liam Lila Lina Linda
Lorenzo Louis Lucas Lucia Lucy Luis Luna Lydia Mabel Malik Marco Maria Marie Marta Martin Mary Mateo Matilda Maya Megan Mei Mia Mila Miles Milo
Mina Mira Monica Nadia Naomi Nathan Nia Nicolas Nina Noah Nora Norman Olga Oliver Olivia Omar Oscar Otto Owen Pablo Paula Pedro Penny Peter Petra
Philip Priya Quinn Rachel Rafael Raj Ralph Rami Rebecca Rita Robert Roman Rosa Rose Rosie Ruben Ruby Ruth Sam Samira Sandra Sara Sergei Silvia
Simon Sofia Sonia Stella Stephen Susan Sven Tara Teresa Theo Thomas Tina Tobias Tom Uma Vera Victor Viktor Viola Walter Wanda Wendy William Xavier
Yara Yasmin Yuki Yusuf Zara Zelda Zita Zoe`);

export const LAST_NAMES = words(`
Abbott Adams Ahmed Alvarez Andersen Arnold Bailey Baker Barnes Becker Bell Bennett Berg Bianchi Blake Bowen Boyd Brandt Brooks Brown Burke Burns
Butler Byrne Campos Carlson Carter Castro Chan Chen Clark Clarke Cohen Cole Collins Conrad Cooper Costa Craig Cruz Dahl Dalton Davies Delgado Diaz
Dixon Dubois Duncan Dunn Eaton Edwards Ellis Engel Evans Farmer Ferrari Fischer Fleming Flores Ford Foster Fox Frost Fuchs Garcia Gibson Gomez
Gordon Graham Grant Gray Greene Gupta Haas Hansen Harper Hayes Hoffman Holm Hughes Hunt Ibrahim Ivanov Jackson Jansen Jensen Johnson Jones Kaplan
Keller Kelly Khan Kim King Klein Koch Kowalski Kumar Lambert Lang Larsen Lee Leroy Lewis Lind Lopez Lund Marin Marsh Martin Mason Mendez Meyer
Miller Mills Moore Morales Moreau Morgan Mori Murphy Myers Nagy Nash Nelson Nguyen Nolan Novak Olsen Ortega Ortiz Osborne Owens Palmer Park Parker
Patel Pavlov Pearce Perez Petrov Phillips Porter Powell Price Quinn Ramos Reed Reyes Rivera Roberts Rossi Rowe Ruiz Russo Sanders Santos Sato
Schmidt Scott Shah Sharma Shaw Silva Singh Smith Soto Stein Stone Strand Suzuki Takeda Tanaka Taylor Thorne Torres Turner Vance Vargas Vega Vogel
Wagner Walker Walsh Wang Ward Watson Weber West White Wolf Wong Wood Wright Yamada Yang Young Zhang Ziegler`);

export const CITIES = list(`
Accra, Amman, Amsterdam, Ankara, Antwerp, Athens, Auckland, Austin, Baltimore, Bangkok, Barcelona, Basel, Bergen, Berlin, Bern, Bogota, Bologna
Boston, Bremen, Brisbane, Bristol, Brussels, Bucharest, Budapest, Cairo, Calgary, Cape Town, Cardiff, Chicago, Cologne, Cork, Dakar, Dallas, Delhi
Denver, Detroit, Dresden, Dubai, Dublin, Edinburgh, Florence, Geneva, Genoa, Ghent, Glasgow, Graz, Hamburg, Hanoi, Havana, Helsinki, Houston
Istanbul, Jakarta, Kyoto, Krakow, Lagos, Leeds, Leipzig, Lille, Lima, Lisbon, Liverpool, London, Los Angeles, Lyon, Madrid, Malaga, Manchester
Manila, Marseille, Medellin, Melbourne, Memphis, Mexico City, Miami, Milan, Montreal, Mumbai, Munich, Nairobi, Naples, New York, Nice, Odense
Osaka, Oslo, Ottawa, Oxford, Palermo, Paris, Perth, Philadelphia, Phoenix, Porto, Portland, Prague, Quebec, Quito, Riga, Rome, Rotterdam, Salzburg
San Diego, San Francisco, Santiago, Seattle, Seoul, Seville, Shanghai, Singapore, Sofia, Split, Stockholm, Sydney, Tallinn, Tampa, Tokyo, Toronto
Toulouse, Trieste, Turin, Utrecht, Valencia, Vancouver, Venice, Verona, Vienna, Vilnius, Warsaw, Wellington, York, Zagreb, Zurich`);

export const COUNTRIES = list(`
Argentina, Australia, Austria, Belgium, Bolivia, Brazil, Bulgaria, Cambodia, Cameroon, Canada, Chile, China, Colombia, Costa Rica, Croatia, Cuba
Cyprus, Denmark, Ecuador, Egypt, Estonia, Ethiopia, Finland, France, Georgia, Germany, Ghana, Greece, Guatemala, Hungary, Iceland, India, Indonesia
Ireland, Israel, Italy, Jamaica, Japan, Jordan, Kenya, Latvia, Lebanon, Lithuania, Malaysia, Malta, Mexico, Morocco, Nepal, Netherlands, New Zealand
Nigeria, Norway, Pakistan, Panama, Paraguay, Peru, Philippines, Poland, Portugal, Romania, Rwanda, Senegal, Serbia, Slovakia, Slovenia, South Africa
South Korea, Spain, Sri Lanka, Sweden, Switzerland, Tanzania, Thailand, Tunisia, Turkey, Uganda, Ukraine, Uruguay, Venezuela, Vietnam, Zambia`);

export const PRODUCTS = list(`
Alarm Clock, Backpack, Bath Towel, Beanie, Bike Helmet, Blender, Board Game, Bookshelf, Camping Stove, Ceramic Mug, Chef Knife, Coffee Grinder
Cotton Shirt, Cutting Board, Desk Lamp, Desk Organizer, Dinner Plate, Door Mat, Drawing Pad, Electric Kettle, Espresso Machine, External Drive
Fishing Rod, Fitness Tracker, Flashlight, Floor Lamp, Flower Pot, Food Processor, Frying Pan, Garden Hose, Gift Card, Glass Vase, Guitar Strings
Hair Dryer, Hand Cream, Headphones, Hiking Boots, Ink Cartridge, Jigsaw Puzzle, Jump Rope, Key Holder, Keyboard, Kitchen Scale, Laptop Sleeve
Leather Belt, Lunch Box, Memory Card, Microphone, Monitor Stand, Mouse Pad, Music Box, Office Chair, Olive Oil, Paint Set, Paper Shredder, Pet Bowl
Phone Case, Photo Frame, Picnic Basket, Pillow Cover, Pocket Radio, Power Bank, Protein Bar, Rain Jacket, Reading Light, Rice Cooker, Running Shoes
Salad Bowl, Scented Candle, Screen Protector, Shoe Rack, Shower Curtain, Ski Goggles, Sleeping Bag, Smart Watch, Soap Dispenser, Speaker, Stapler
Storage Box, Sunglasses, Swim Cap, Table Runner, Tape Measure, Tea Set, Tennis Racket, Toaster, Tool Kit, Travel Adapter, Umbrella, USB Cable
Vacuum Cleaner, Wall Clock, Water Bottle, Webcam, Wine Glass, Winter Gloves, Wireless Mouse, Wool Scarf, Wrist Rest, Yoga Mat`);

export const COMPANY_TAILS = words(
  'Labs Group Media Foods Systems Partners Works Energy Studio Logistics Bank Travel Insurance Software Motors Design Textiles Health',
);

/** Words that stand on buttons. */
export const BUTTON_WORDS = list(`
OK, Cancel, Submit, Save, Send, Delete, Add, Remove, Edit, Close, Next, Back, Previous, Continue, Confirm, Apply, Reset, Search, Login, Log in
Sign in, Sign up, Register, Log out, Yes, No, Accept, Decline, Agree, Finish, Done, Start, Stop, Play, Pause, Resume, Retry, Refresh, Reload, Update
Upload, Download, Print, Share, Copy, Paste, Cut, Undo, Redo, Help, More, Less, Show, Hide, Open, View, Preview, Publish, Archive, Restore, Reply
Forward, Follow, Like, Comment, Post, Buy, Order, Pay, Checkout, Subscribe, Unsubscribe, Join, Leave, Invite, Approve, Reject, Block, Report, Filter
Sort, Export, Import, Connect, Disconnect, Enable, Disable, Lock, Unlock, Book, Reserve, Call, Chat, Create, Duplicate, Rename, Move, Merge, Skip
Go, Try it, Learn more, Get started, Contact us, Load more, See all, Select all, Clear, Verify, Scan, Install, Launch, Exit, Return, Rate, Vote`);

/** Words that end a form. */
export const SUBMIT_WORDS = list(`
Submit, Save, Save changes, Send, OK, Done, Apply, Confirm, Continue, Finish, Go, Proceed, Update, Create, Add, Store, Complete, Send form, Submit form
Place request, Ready, Accept, Save and close, Next`);

/** Labels of fields. */
export const FIELD_WORDS = list(`
Name, First name, Last name, Full name, Username, Nickname, E-mail, Email address, Phone, Mobile, Street, Address, City, Town, State, Country, Zip code
Postal code, Company, Department, Job title, Website, Subject, Title, Message, Comment, Description, Notes, Reference, Order number, Invoice, Amount
Quantity, Price, Budget, Discount, Date, Start date, End date, Time, Age, Birthday, Weight, Height, Color, Size, Brand, Model, Category, Tag, Keyword
Topic, Project, Team, Manager, Contact, Recipient, Sender, Destination, Origin, Room, Seat, Guests, Code, Coupon, Voucher, Serial number, Key, Label
Location, Language, Currency, Account, Member ID, Motto, Nationality, Occupation, School, Course, Author, Publisher, Artist, Album, Genre, Pet, Hobby`);

/** Headings, tabs, sections, menu entries. */
export const SECTION_WORDS = list(`
Overview, Details, Profile, Account, Security, Privacy, Billing, Payments, Orders, Shipping, Returns, Notifications, Messages, Contacts, Calendar
Tasks, Projects, Reports, Analytics, Statistics, History, Activity, Settings, Preferences, Appearance, Language, Accessibility, Integrations, Devices
Storage, Backup, Sync, Users, Teams, Roles, Permissions, Files, Photos, Videos, Music, Documents, Downloads, Favorites, Bookmarks, Tags, Categories
Products, Services, Pricing, Features, Reviews, Gallery, Events, News, Blog, Articles, Tutorials, Guides, Questions, Answers, Forum, Community
Directions, Schedule, Location, Menu, Recipes, Ingredients, Nutrition, Specifications, Warranty, Summary, Introduction, Background, Methods, Results`);

/** Chrome of a web site: what a task seldom asks for. */
export const CHROME_WORDS = list(`
Home, About, Careers, Press, Imprint, Terms, Cookies, Sitemap, Partners, Affiliates, Investors, Legal, Support, FAQ, Newsletter, Wishlist, Stores
Gift ideas, Deals, Trending, Top rated, Brands, Outlet, Magazine, Podcast, Status, Developers, Docs, Changelog, Roadmap, Community rules, Our team
Sustainability, Feedback, Jobs, Locations, Archive list, Weather, Markets, Opinion, Travel tips, Donate, Volunteer, Members area, Mobile app, RSS`);

/** Things that can be on or off. */
export const OPTION_WORDS = list(`
Email alerts, Dark mode, Auto save, Location sharing, Two-step login, Weekly digest, Gift wrap, Express delivery, Insurance, Newsletter, Sound effects
Push notifications, Read receipts, Spell check, Grid view, Compact layout, Show avatars, Public profile, Beta features, Data saver, Night shift
High contrast, Large text, Captions, Autoplay, Offline mode, Remember me, Breakfast included, Late checkout, Window seat, Airport transfer, Extra bed
Parking, Quiet room, Pets allowed, Vegetarian, Gluten free, Extra cheese, No onions, Spicy, Refundable, Priority boarding, Extra luggage, Free pickup
Call before delivery, Leave at door, Show prices with tax, Private mode, Usage statistics, Crash reports, Automatic updates, Face unlock, Roaming
Hot water, Air conditioning, Balcony, Sea view, Wheelchair access, Family plan, Student discount, Paper invoice, Reminder by text, Team access`);

export const COLORS = words(
  'red blue green yellow orange purple pink brown black white gray teal navy olive maroon gold cyan magenta lime violet',
);

export const MONTHS = words('January February March April May June July August September October November December');
export const WEEKDAYS = words('Monday Tuesday Wednesday Thursday Friday Saturday Sunday');

export const LOREM = words(`
lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore et dolore magna aliqua enim ad minim veniam quis
nostrud exercitation ullamco laboris nisi aliquip ex ea commodo consequat duis aute irure in reprehenderit voluptate velit esse cillum eu fugiat
nulla pariatur excepteur sint occaecat cupidatat non proident sunt culpa qui officia deserunt mollit anim id est laborum`);
