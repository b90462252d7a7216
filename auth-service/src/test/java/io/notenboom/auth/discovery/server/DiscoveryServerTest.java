// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.DiscoveryServers;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.RegistrationRefusal;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.store.memory.InMemoryLists;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class DiscoveryServerTest {

    private final DiscoveryScene scene = new DiscoveryScene();
    private final List<String> passedOn = new ArrayList<>();
    private final EntryPage remote = new EntryPage("remote", 5, new TreeMap<>(Map.of(5L, "vp")));
    private Reason failing = Reason.UNAVAILABLE;
    private boolean fails;

    private final DiscoveryServers others = new DiscoveryServers() {
        @Override
        public EntryPage list(ServiceDefinition service, long after) throws DiscoveryServerException {
            answer("list " + after);
            return remote;
        }

        @Override
        public void register(ServiceDefinition service, String presentation) throws DiscoveryServerException {
            answer(presentation);
        }

        private void answer(String call) throws DiscoveryServerException {
            if (fails) {
                throw new DiscoveryServerException(failing);
            }
            passedOn.add(call);
        }
    };

    private DiscoveryServer server(String publicUrl, int maxEntries, String... served) {
        ServiceDefinitions definitions = new ServiceDefinitions(
                () -> List.of(new PolicyDocument("d.json", DiscoveryScene.DEFINITION)),
                new ServiceDefinitionReader(false),
                Set.of(served));
        assertThat(definitions.reload()).isEmpty();
        return new DiscoveryServer(
                definitions,
                scene.rules,
                new InMemoryLists(),
                others,
                new DiscoveryServer.Limits(new PublicUrl(publicUrl), maxEntries, 4),
                scene.node.clock);
    }

    private DiscoveryServer serving() {
        return server("https://directory.example", 10, DiscoveryScene.SERVICE);
    }

    private DiscoveryServer passing() {
        return server("https://node.example:8443", 10);
    }

    private static EntryPage page(ListOutcome outcome) {
        assertThat(outcome).isInstanceOf(ListOutcome.Listed.class);
        return ((ListOutcome.Listed) outcome).page();
    }

    @Test
    void registersReplacesAndRetracts() throws Exception {
        DiscoveryServer server = serving();
        String first = scene.presentation(scene.west);
        String second = scene.presentation(scene.west);
        assertThat(server.register(DiscoveryScene.SERVICE, first, "directory.example"))
                .isEqualTo(new RegisterOutcome.Registered());
        assertThat(server.register(DiscoveryScene.SERVICE, second, null)).isEqualTo(new RegisterOutcome.Registered());
        assertThat(page(server.list(DiscoveryScene.SERVICE, 0, null)).entries()).isEqualTo(Map.of(2L, second));
        String id = UnverifiedPresentation.parse(second).content().id();
        String retraction = scene.retraction(scene.west, String.valueOf(id), claims -> {});
        assertThat(server.register(DiscoveryScene.SERVICE, retraction, null))
                .isEqualTo(new RegisterOutcome.Registered());
        assertThat(page(server.list(DiscoveryScene.SERVICE, 2, null)).entries()).isEqualTo(Map.of(3L, retraction));
        assertThat(server.register(DiscoveryScene.SERVICE, second, null))
                .isEqualTo(new RegisterOutcome.Refused(RegistrationRefusal.REPLAYED.description()));
        assertThat(server.register(
                        DiscoveryScene.SERVICE, scene.retraction(scene.south, String.valueOf(id), claims -> {}), null))
                .isEqualTo(new RegisterOutcome.Refused(RegistrationRefusal.NOTHING_TO_RETRACT.description()));
        assertThat(passedOn).isEmpty();
    }

    @Test
    void refusesWhatBreaksARuleAndWhatItHasNoRoomFor() throws Exception {
        DiscoveryServer server = server("https://directory.example", 1, DiscoveryScene.SERVICE);
        assertThat(server.register(
                        DiscoveryScene.SERVICE,
                        scene.presentation(
                                scene.west, scene.credentials(scene.west), claims -> claims.put("aud", "another")),
                        null))
                .isEqualTo(new RegisterOutcome.Refused(RegistrationRefusal.AUDIENCE.description()));
        assertThat(server.register(DiscoveryScene.SERVICE, scene.presentation(scene.west), null))
                .isEqualTo(new RegisterOutcome.Registered());
        assertThat(server.register(DiscoveryScene.SERVICE, scene.presentation(scene.south), null))
                .isEqualTo(new RegisterOutcome.Full());
    }

    @Test
    void aServiceWithoutDefinitionIsUnknown() throws Exception {
        assertThat(serving().list("unknown", 0, null)).isEqualTo(new ListOutcome.UnknownService());
        assertThat(serving().register("unknown", scene.presentation(scene.west), null))
                .isEqualTo(new RegisterOutcome.UnknownService());
    }

    @Test
    void whoIsNotTheServerPassesCallsOn() {
        assertThat(page(passing().list(DiscoveryScene.SERVICE, 4, null))).isEqualTo(remote);
        assertThat(passing().register(DiscoveryScene.SERVICE, "vp", "node.example:8443"))
                .isEqualTo(new RegisterOutcome.Registered());
        assertThat(passedOn).containsExactly("list 4", "vp");
    }

    @Test
    void whatTheServerSaysComesBack() {
        fails = true;
        for (Reason reason : Reason.values()) {
            failing = reason;
            assertThat(passing().list(DiscoveryScene.SERVICE, 0, null)).isEqualTo(new ListOutcome.ServerFailed(reason));
            assertThat(passing().register(DiscoveryScene.SERVICE, "vp", null))
                    .isEqualTo(new RegisterOutcome.ServerFailed(reason));
        }
    }

    @Test
    void neverPassesACallOnToItself() {
        DiscoveryServer alias = server("https://other-name.example", 10);
        assertThat(alias.list(DiscoveryScene.SERVICE, 0, "directory.example")).isEqualTo(new ListOutcome.Loop());
        assertThat(alias.register(DiscoveryScene.SERVICE, "vp", "Directory.example"))
                .isEqualTo(new RegisterOutcome.Loop());
        DiscoveryServer itself = server("https://directory.example", 10);
        assertThat(itself.list(DiscoveryScene.SERVICE, 0, null)).isEqualTo(new ListOutcome.Loop());
        assertThat(passedOn).isEmpty();
        DiscoveryServer besideIt = server("https://directory.example/customer", 10);
        assertThat(page(besideIt.list(DiscoveryScene.SERVICE, 0, "directory.example")))
                .isEqualTo(remote);
    }
}
