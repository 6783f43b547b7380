package winnow.dashboard;

import akka.actor.BootstrapSetup;
import akka.actor.setup.ActorSystemSetup;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import akka.stream.Materializer;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The live page of some studies, served over HTTP until it is closed. Everything it answers asks for the token in its
 * URL. It looks at feeds, and never holds up whoever feeds them.
 */
public final class Dashboard implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final ActorSystem<Void> actors;
    private final ExecutorService waiting;
    private final ServerBinding binding;
    private final Routes routes;
    private final Token token;
    private final InetAddress address;

    private Dashboard(
            ActorSystem<Void> actors,
            ExecutorService waiting,
            ServerBinding binding,
            Routes routes,
            Token token,
            InetAddress address) {
        this.actors = actors;
        this.waiting = waiting;
        this.binding = binding;
        this.routes = routes;
        this.token = token;
        this.address = address;
    }

    /**
     * Where a page is served.
     *
     * @param bind an address of this machine, or its name; {@code 0.0.0.0} for all of them
     * @param port 0 for any that is free
     */
    public record Site(String bind, int port) {
        public static final String LOOPBACK = "127.0.0.1";

        public Site {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port is " + port + ": it must be from 0 (any free one) to 65535");
            }
        }

        /** Any free port, for this machine alone. */
        public static Site local() {
            return new Site(LOOPBACK, 0);
        }

        private InetAddress address() {
            try {
                return InetAddress.getByName(bind);
            } catch (UnknownHostException e) {
                throw new IllegalArgumentException("bind is " + bind + ": there is no such address", e);
            }
        }

        /**
         * Checks that a page can be served there now.
         *
         * @throws IllegalArgumentException if not; says what to do
         */
        public void requireFree() {
            try (var socket = new ServerSocket(port, 1, address())) {
                socket.setReuseAddress(true);
            } catch (IOException taken) {
                throw cannot(this, taken);
            }
        }

        /** Whether other machines can reach it. */
        public boolean isOpen() {
            return !address().isLoopbackAddress();
        }
    }

    /**
     * Begins to serve.
     *
     * @throws IllegalArgumentException if the address is none of this machine's, or the port is taken; says what to do
     */
    public static Dashboard open(Site site, Token token, List<ShownStudy> studies) {
        var address = site.address();
        var assets = Assets.load();
        var actors = actors();
        var waiting = waiting();
        try {
            var gate = address.isLoopbackAddress() ? Gate.local(token) : Gate.open(token, names(site));
            var routes = new Routes(gate, studies, assets, Materializer.matFromSystem(actors), waiting);
            var binding = bound(
                    Http.get(actors)
                            .newServerAt(address.getHostAddress(), site.port())
                            .bind(routes::answer),
                    site);
            return new Dashboard(actors, waiting, binding, routes, token, address);
        } catch (RuntimeException failed) {
            waiting.shutdownNow();
            actors.terminate();
            throw failed;
        }
    }

    private static ActorSystem<Void> actors() {
        var loader = Dashboard.class.getClassLoader();
        var config = ConfigFactory.parseResources(loader, "winnow/dashboard/server.conf")
                .withFallback(ConfigFactory.parseResources(loader, "winnow/coordinator/actors.conf"))
                .withFallback(ConfigFactory.defaultReference(loader))
                .resolve();
        return ActorSystem.create(
                Behaviors.empty(),
                "winnow-dashboard",
                ActorSystemSetup.create(
                        BootstrapSetup.create(Optional.of(loader), Optional.of(config), Optional.empty())));
    }

    /** For what may take seconds: a few at a time, and a few that wait. */
    private static ExecutorService waiting() {
        return new ThreadPoolExecutor(2, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(16), task -> {
            var thread = new Thread(task, "winnow-dashboard-wishes");
            thread.setDaemon(true);
            return thread;
        });
    }

    private static Set<String> names(Site site) {
        try {
            var own = InetAddress.getLocalHost();
            return Set.copyOf(List.of(site.bind(), own.getHostName(), own.getCanonicalHostName()).stream()
                    .distinct()
                    .toList());
        } catch (UnknownHostException nameless) {
            return Set.of(site.bind());
        }
    }

    private static ServerBinding bound(CompletionStage<ServerBinding> binding, Site site) {
        try {
            return binding.toCompletableFuture().join();
        } catch (CompletionException failed) {
            throw cannot(site, failed);
        }
    }

    private static IllegalArgumentException cannot(Site site, Exception failed) {
        return new IllegalArgumentException(
                "the live page cannot be served at " + site.bind() + " port " + site.port() + ": " + root(failed)
                        + "; choose another port, or leave it out to take any that is free",
                failed);
    }

    private static String root(Throwable failure) {
        var cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** The page, for a person to open; holds the token. */
    public String url() {
        var host = address.isAnyLocalAddress() ? hostName() : address.getHostAddress();
        var shown = host.contains(":") ? "[" + host + "]" : host;
        return "http://" + shown + ":" + port() + "/?token=" + token.secret();
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return Site.LOOPBACK;
        }
    }

    /** The port that it is served at. */
    public int port() {
        return binding.localAddress().getPort();
    }

    /** Browsers that look on now. */
    public int viewers() {
        return routes.viewers();
    }

    /** Ends all connections. Idempotent. */
    @Override
    public void close() {
        binding.terminate(PATIENCE)
                .handle((done, failure) -> true)
                .toCompletableFuture()
                .join();
        waiting.shutdownNow();
        actors.terminate();
        actors.getWhenTerminated()
                .handle((done, failure) -> true)
                .toCompletableFuture()
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .handle((done, failure) -> true)
                .join();
    }
}
