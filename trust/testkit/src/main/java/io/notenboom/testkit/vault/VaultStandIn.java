// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.http.LoopbackTls;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A Vault or OpenBao server in this process, for tests: policies are decided as a real one decides (deny by default),
 * tokens end, answers are wrapped; engines Transit and KV version 2, auth methods token, AppRole and Kubernetes. What it
 * does not know it refuses. The same suites run against it and against a real server.
 */
public final class VaultStandIn implements AutoCloseable {

    private final Tokens tokens;
    private final SystemEngine system;
    private final VaultFaults faults = new VaultFaults();
    private final Map<String, ServiceAccount> accounts = new ConcurrentHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final @Nullable String namespace;
    private final StandInFront front;

    private VaultStandIn(InstantSource clock, @Nullable LoopbackTls tls, @Nullable String namespace) {
        this.tokens = new Tokens(clock);
        this.namespace = namespace;
        this.system = new SystemEngine(tokens, type -> switch (type) {
            case "transit" -> new TransitEngine(faults, clock);
            case "kv-v2" -> new KeyValueEngine();
            case "approle" -> new AppRoleEngine(tokens, clock);
            case "kubernetes" -> new KubernetesEngine(tokens, accounts::get);
            default -> null;
        });
        this.front = new StandInFront(this, tls);
    }

    /** Starts one with plain HTTP on a free port of 127.0.0.1. */
    public static VaultStandIn start(InstantSource clock) {
        return new VaultStandIn(clock, null, null);
    }

    /** The same with TLS, where only a namespace is served. */
    public static VaultStandIn start(InstantSource clock, LoopbackTls tls, String namespace) {
        return new VaultStandIn(clock, tls, namespace);
    }

    /** Its address. */
    public URI address() {
        return front.address();
    }

    /** A token that may do everything. */
    public String rootToken() {
        return tokens.root();
    }

    /** What goes wrong. */
    public VaultFaults faults() {
        return faults;
    }

    /** Lets the reviewer of Kubernetes know a token. */
    public void knowServiceAccount(String jwt, ServiceAccount account) {
        accounts.put(jwt, account);
    }

    /** Ends all tokens but the root token. */
    public void revokeTokens() {
        tokens.revokeAll();
    }

    /** How many tokens live, without the root token. */
    public int livingTokens() {
        return tokens.living();
    }

    /** What was called, in order, as {@code WRITE transit-c7f3k2/sign/k-1}; tokens and bodies are not kept. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    /** Forgets what was called. */
    public void forgetCalls() {
        calls.clear();
    }

    /**
     * Answers a call.
     *
     * @param wrapSeconds 0 = not wrapped
     * @throws VaultRefusal if it does not
     */
    ObjectNode answer(StandInCall call, @Nullable String inNamespace, long wrapSeconds) {
        String path = String.join("/", call.path());
        calls.add(call.operation() + " " + path);
        if (namespace != null && !namespace.equals(inNamespace == null ? "" : inNamespace.replaceAll("/$", ""))) {
            throw new VaultRefusal(404, "no handler for route");
        }
        if (path.equals("sys/seal-status") || path.equals("sys/health")) {
            return JsonNodeFactory.instance
                    .objectNode()
                    .put("initialized", true)
                    .put("sealed", faults.isSealed())
                    .put("standby", false);
        }
        if (faults.isSealed()) {
            throw new VaultRefusal(503, "Vault is sealed");
        }
        ObjectNode answer = handle(call, path);
        return wrapSeconds > 0 ? tokens.wrap(answer, path, wrapSeconds) : answer;
    }

    private ObjectNode handle(StandInCall call, String path) {
        if (call.segment(0).equals("sys")) {
            StandInCall below = call.below(1);
            require(call, path, system, below);
            return system.handle(below);
        }
        if (call.segment(0).equals("auth") && call.segment(1).equals("token")) {
            return token(call, path);
        }
        Map.Entry<String, StandInEngine> mounted = system.mounted(call.path());
        if (mounted == null) {
            require(call, path, null, call);
            throw new VaultRefusal(404, "no handler for route \"" + path + "\"");
        }
        StandInCall below = call.below(mounted.getKey().split("/", -1).length);
        require(call, path, mounted.getValue(), below);
        return mounted.getValue().handle(below);
    }

    private ObjectNode token(StandInCall call, String path) {
        require(call, path, null, call);
        String own = Objects.requireNonNull(call.token(), "a token was demanded");
        return switch (call.segment(2) + " " + call.operation()) {
            case "lookup-self READ" -> tokens.describe(own);
            case "renew-self WRITE" -> tokens.renew(own);
            case "revoke-self WRITE" -> {
                tokens.revoke(own);
                yield JsonNodeFactory.instance.objectNode();
            }
            case "create WRITE" ->
                tokens.create(new Tokens.Terms(
                        RoleEngine.texts(call.body().path("policies")),
                        StandInCall.seconds(call.body().path("ttl"), 0),
                        StandInCall.seconds(call.body().path("explicit_max_ttl"), 0),
                        StandInCall.seconds(call.body().path("period"), 0),
                        call.body().path("num_uses").asInt(0)));
            default -> throw VaultRefusal.unsupported();
        };
    }

    private void require(StandInCall call, String path, @Nullable StandInEngine engine, StandInCall below) {
        if (engine != null && engine.isOpen(below)) {
            return;
        }
        List<String> policies = tokens.use(call.token()).orElseThrow(() -> new VaultRefusal(403, "permission denied"));
        if (policies.contains(Tokens.ROOT_POLICY)) {
            return;
        }
        VaultPolicy.Capability wanted =
                switch (call.operation()) {
                    case READ -> VaultPolicy.Capability.READ;
                    case LIST -> VaultPolicy.Capability.LIST;
                    case DELETE -> VaultPolicy.Capability.DELETE;
                    case WRITE ->
                        engine != null && engine.creates(below)
                                ? VaultPolicy.Capability.CREATE
                                : VaultPolicy.Capability.UPDATE;
                };
        Set<String> parameters = new TreeSet<>();
        call.body().fieldNames().forEachRemaining(parameters::add);
        if (!VaultPolicy.allows(system.rules(policies), path, wanted, parameters)) {
            throw new VaultRefusal(403, "1 error occurred: permission denied");
        }
    }

    /** Stops listening. */
    @Override
    public void close() {
        front.close();
    }
}
