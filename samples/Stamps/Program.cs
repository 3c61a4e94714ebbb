using Stamps;

// The kind is a word, as kubectl takes it: a plural, a kind, a short name.
return await Demonstration.RunAsync(args is [var word, ..] ? word : "ships", Console.Out);
