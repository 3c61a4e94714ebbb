// The virtual clock waits until the thread pool is at rest, which it never is beside another test.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
