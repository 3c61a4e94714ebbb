return await Metrics.Demonstration.RunAsync(serve: args is ["--serve"], Console.Out);
