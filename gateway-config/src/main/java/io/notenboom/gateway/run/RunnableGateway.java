// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.run;

import io.notenboom.gateway.render.GatewayProduct;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A gateway that runs as a process of its own in the foreground: where its program is, how it is started on a rendered folder,
 * and what it says on standard error or output when it serves. SIGTERM stops each of them.
 */
public enum RunnableGateway {
    /** NGINX with {@code auth_request}. */
    NGINX(GatewayProduct.NGINX, "nginx", "using the \"[a-z]+\" event method|start worker process", List.of()),
    /** NGINX with njs (Debian: {@code libnginx-mod-http-js}). */
    NGINX_NJS(
            GatewayProduct.NGINX_NJS,
            "nginx",
            "using the \"[a-z]+\" event method|start worker process",
            List.of("/usr/lib/nginx/modules/ngx_http_js_module.so")),
    /** HAProxy. */
    HAPROXY(GatewayProduct.HAPROXY, "haproxy", "Loading success|New worker", List.of()),
    /** Caddy. */
    CADDY(GatewayProduct.CADDY, "caddy", "serving initial configuration", List.of()),
    /** Apache with mod_lua and LuaSocket (Debian: {@code apache2 lua-socket}). */
    APACHE(
            GatewayProduct.APACHE,
            "apache2",
            "resuming normal operations",
            List.of("/usr/lib/apache2/modules/mod_lua.so", "/usr/share/lua/5.3/socket/http.lua")),
    /** Envoy. */
    ENVOY(GatewayProduct.ENVOY, "envoy", "starting main dispatch loop", List.of());

    private static final List<String> PLACES = List.of("/usr/sbin", "/usr/local/sbin", "/usr/local/bin");

    private final GatewayProduct product;
    private final String program;
    private final String ready;
    private final List<String> needed;

    RunnableGateway(GatewayProduct product, String program, String ready, List<String> needed) {
        this.product = product;
        this.program = program;
        this.ready = ready;
        this.needed = needed;
    }

    /** What is rendered for it. */
    public GatewayProduct product() {
        return product;
    }

    /** A regular expression found in the line that it writes when it serves. */
    public String ready() {
        return ready;
    }

    /**
     * The program: the one that the system property {@code notenboom.gateway.NAME} names, the PATH, the usual places; empty
     * if it or what it needs is not on this machine.
     */
    public Optional<Path> find() {
        Stream<String> folders =
                Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":")), PLACES.stream());
        Stream<Path> named = Optional.ofNullable(System.getProperty("notenboom.gateway." + program)).stream()
                .map(Path::of);
        return Stream.concat(named, folders.map(folder -> Path.of(folder, program)))
                .filter(Files::isExecutable)
                .findFirst()
                .filter(found -> needed.stream().allMatch(file -> Files.exists(Path.of(file))));
    }

    /** What to say when it is not there. */
    public String missing() {
        return product.wireName() + ": " + program + (needed.isEmpty() ? "" : " with " + String.join(", ", needed))
                + " is not on this machine";
    }

    /**
     * The command that runs it in the foreground.
     *
     * @param found the program
     * @param folder rendered configuration
     */
    public List<String> command(Path found, Path folder) {
        String home = folder.toAbsolutePath().toString();
        String name = found.toString();
        return switch (this) {
            case NGINX, NGINX_NJS -> List.of(name, "-e", "stderr", "-p", home + "/", "-c", "nginx.conf");
            case HAPROXY -> List.of(name, "-W", "-C", home, "-f", "haproxy.cfg");
            case CADDY -> List.of(name, "run", "--config", home + "/Caddyfile", "--adapter", "caddyfile");
            case APACHE -> {
                String define = "Define NOTENBOOM_FOLDER \"" + home + "\"";
                yield List.of(name, "-d", home, "-C", define, "-f", home + "/apache.conf", "-DFOREGROUND");
            }
            case ENVOY ->
                List.of(name, "-c", home + "/envoy.yaml", "--disable-hot-restart", "--concurrency", "2", "-l", "info");
        };
    }
}
