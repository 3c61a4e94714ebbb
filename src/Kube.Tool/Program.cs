using System.CommandLine;
using Kube.Tool.Models;

return new RootCommand("Tools for Kubernetes custom resources and operators in C#.") { ModelsCommand.Create() }.Parse(args).Invoke();
