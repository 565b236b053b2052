// From what the demonstration's children, schools and providers are put together. All of them are invented.
#pragma once
#include <string>
#include <vector>

namespace waymark {

inline const std::vector<std::string> forenames = {"Aaron", "Abbie", "Aisha", "Alfie", "Amelia", "Amir", "Bailey", "Bethan", "Caleb", "Chloe", "Connor", "Daisy", "Declan", "Ella", "Ethan", "Evie", "Farah", "Finn",
                                            "Freya", "George", "Grace", "Hamza", "Harley", "Harriet", "Imogen", "Isaac", "Jade", "Jayden", "Jordan", "Kayla", "Keira", "Kian", "Layla", "Leo", "Lewis", "Libby",
                                            "Logan", "Maisie", "Mason", "Megan", "Mia", "Nadia", "Noah", "Olivia", "Oscar", "Poppy", "Rhys", "Riley", "Rosie", "Ruby", "Samira", "Scarlett", "Taylor", "Theo",
                                            "Toby", "Tyler", "Umar", "Violet", "Willow", "Zac"};
inline const std::vector<std::string> surnames = {"Abbott", "Ahmed", "Ashby", "Bailey", "Barker", "Begum", "Bird", "Brook", "Carr", "Chambers", "Clarke", "Cooper", "Cross", "Dale", "Dixon", "Ellis", "Farrow", "Field",
                                           "Foster", "Gibbs", "Grant", "Hale", "Hart", "Hassan", "Holt", "Hussain", "Iqbal", "Jarvis", "Kaur", "Khan", "Knight", "Lamb", "Lane", "Lee", "Marsh", "Mills",
                                           "Moss", "Nash", "Norris", "Osborne", "Parry", "Patel", "Pell", "Quinn", "Reed", "Roe", "Rowe", "Sharp", "Shaw", "Singh", "Stone", "Swift", "Tate", "Thorne",
                                           "Todd", "Vale", "Ward", "Webb", "Wilde", "York"};
inline const std::vector<std::string> school_first = {"Greenfield", "Oakmere", "Ridgeway", "Brookside", "Hollybank", "Fairview", "Kingsmead", "Larkhill", "Millstone", "Northgate", "Orchard", "Priorsfield", "Quarry Lane",
                                               "Riverside", "Stonebridge", "Thornhill", "Upland", "Valley", "Westfield", "Yewtree"};
inline const std::vector<std::string> school_last = {"Academy", "College", "High School", "School", "Community College"};
inline const std::vector<std::string> provider_names = {"Riverside Motors", "The Allotment Project", "Second Chance Studio", "Hoofbeats Farm", "Build It Skills", "Northern Kitchen", "Sound Room", "The Boatyard", "Fresh Paint", "Forest Days"};inline const std::vector<std::string> categories = {"semh", "semh", "semh", "attendance", "one_off", "none"};

}  // namespace waymark
