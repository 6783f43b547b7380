package winnow.dashboard;

/**
 * A study on the page.
 *
 * @param place where it is, for a person: the folder
 */
public record ShownStudy(String place, Feed feed, Helm helm) {}
