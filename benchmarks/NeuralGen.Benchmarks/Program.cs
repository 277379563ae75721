Console.WriteLine("To be written.");
