package dev.gitlabmcp.sandbox;

/** The renderers of all entities, wired to one another. */
final class Views {
    final PeopleJson people;
    final PlanningJson planning;
    final ProjectJson projects;
    final GroupJson groups;
    final RepositoryJson repository;
    final PipelineJson pipelines;
    final IssueJson issues;
    final MergeRequestJson mergeRequests;

    Views(World world) {
        people = new PeopleJson(world);
        planning = new PlanningJson(world, people);
        projects = new ProjectJson(world, people);
        groups = new GroupJson(world, projects);
        repository = new RepositoryJson(world);
        pipelines = new PipelineJson(world, people, repository, projects);
        issues = new IssueJson(world, people, planning);
        mergeRequests = new MergeRequestJson(world, people, planning, pipelines);
    }
}
