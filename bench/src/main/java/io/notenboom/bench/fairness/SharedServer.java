// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.fairness;

import io.notenboom.bench.load.HttpConnection;
import io.notenboom.launcher.node.DevelopmentAuthority;
import io.notenboom.launcher.node.Distribution;
import io.notenboom.launcher.node.Node;
import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.launcher.node.NodeSpec;
import io.notenboom.launcher.node.ServiceKind;
import io.notenboom.launcher.process.LocalSupervisor;
import io.notenboom.trust.secret.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;

/** The authorization server of one customer, with limits that can be changed by a restart. */
final class SharedServer implements AutoCloseable {

    private static final String PATH = "/internal/auth/v2/accesstoken/introspect";
    private static final List<String> SCOPES = List.of("auth:introspect");

    private final LocalSupervisor supervisor = new LocalSupervisor(System.err::println);
    private final Node node;

    /**
     * Starts it without limits.
     *
     * @param home root of the built source tree
     * @param folder of its data; empty
     * @param callers names of API tokens, which the server knows from its start
     */
    SharedServer(Path home, Path folder, String customer, List<String> callers) {
        NodeSpec spec = NodeSpec.of(customer, customer, "bench", EnumSet.of(ServiceKind.AUTH), null, List.of());
        this.node = new Node(
                spec,
                new NodeFolder(folder),
                new Distribution(home),
                new DevelopmentAuthority(InstantSource.system()),
                supervisor);
        callers.forEach(caller -> {
            Secret unused = token(caller);
        });
        node.start();
    }

    /** Starts the server again with limits for a second; 0 is none. */
    void limit(int ofOneToken, int ofTheCustomer) {
        node.restart(
                ServiceKind.AUTH,
                List.of(
                        "-Dnotenboom.limits.api-token-per-second=" + ofOneToken,
                        "-Dnotenboom.limits.customer-per-second=" + ofTheCustomer));
    }

    /** Port of the listener without TLS. */
    int port() {
        return node.ports().internalOf(ServiceKind.AUTH);
    }

    private Secret token(String caller) {
        return node.secrets().apiTokens().token(caller, SCOPES);
    }

    /** A question of one of its callers: an introspection. */
    byte[] question(String caller) {
        return HttpConnection.post(
                PATH, "Authorization: Bearer " + token(caller).reveal() + "\r\n", "token=nobody-gave-this");
    }

    @Override
    public void close() {
        supervisor.close();
    }
}
