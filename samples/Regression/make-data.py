"""Makes demand.csv: what an imaginary office building drew from the grid in 3,000 hours. python3 make-data.py > demand.csv"""
import math
import random

DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
WEATHER = ['clear', 'cloudy', 'rain']

random.seed(20261123)
print('temperature,humidity,hour,day,weather,holiday,demand')
for _ in range(3000):
    hour = random.randrange(24)
    day = random.choice(DAYS)
    weather = random.choices(WEATHER, [5, 3, 2])[0]
    holiday = 'yes' if random.random() < 0.04 else 'no'
    season = random.uniform(-1, 1)
    temperature = 12 + 14 * season + 4 * math.sin((hour - 9) / 24 * 2 * math.pi) + random.gauss(0, 2)
    humidity = min(100, max(15, 65 - 12 * season + (20 if weather == 'rain' else 0) + random.gauss(0, 8)))
    working = day not in ('Saturday', 'Sunday') and holiday == 'no'
    people = (1 / (1 + math.exp(-(hour - 7.5) * 1.8)) - 1 / (1 + math.exp(-(hour - 18) * 1.2))) * (1 if working else 0.08)
    heating = 5.5 * max(0, 16 - temperature) ** 1.1 * (0.35 + 0.65 * people)
    cooling = 4.0 * max(0, temperature - 21) ** 1.3 * (0.2 + 0.8 * people) * (1 + max(0, humidity - 60) / 100)
    light = (40 if 8 <= hour <= 17 and weather == 'clear' else 75) * people
    demand = 60 + 190 * people + heating + cooling + light + random.gauss(0, 9)
    if random.random() < 0.02:
        demand += random.choice([-1, 1]) * random.uniform(80, 250)  # a meter that misread
    print(f'{temperature:.1f},{humidity:.0f},{hour},{day},{weather},{holiday},{max(0, demand):.1f}')
