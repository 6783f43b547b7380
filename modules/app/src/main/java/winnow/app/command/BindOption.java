package winnow.app.command;

import java.util.List;
import picocli.CommandLine.Option;
import winnow.app.display.Console;
import winnow.app.exit.ExitCode;
import winnow.app.exit.Refusal;
import winnow.dashboard.Dashboard;
import winnow.dashboard.Dashboard.Site;
import winnow.dashboard.ShownStudy;
import winnow.dashboard.Token;

/** At which address a live page is served. */
final class BindOption {

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = Site.LOOPBACK,
            description =
                    "The address at which the live page is served, by default ${DEFAULT-VALUE}, which this machine "
                            + "alone reaches; 0.0.0.0 for all of its addresses.")
    String address;

    /** Refuses what cannot be served, before anything else is begun. */
    void requireFree(int port) {
        try {
            new Site(address, port).requireFree();
        } catch (IllegalArgumentException unfit) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /** Serves a page, and says where. */
    Dashboard open(int port, List<ShownStudy> studies, Console console) {
        try {
            var site = new Site(address, port);
            var dashboard = Dashboard.open(site, Token.random(), studies);
            if (site.isOpen()) {
                console.say(
                        "warning: other machines can reach the live page, without encryption; who learns its URL can"
                                + " look at the study and steer it. Safer: leave --bind out, and ssh -L "
                                + dashboard.port()
                                + ":127.0.0.1:" + dashboard.port() + " to this machine");
            }
            console.say("live page: " + dashboard.url());
            return dashboard;
        } catch (IllegalArgumentException unfit) {
            throw new Refusal(ExitCode.USAGE, String.valueOf(unfit.getMessage()), unfit);
        }
    }
}
