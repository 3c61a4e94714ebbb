return await Websites.Demonstration.RunAsync(Console.Out);
