// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ListenerPathsTest {

    private final ListenerPaths auth = new ListenerPaths(
            Map.of(Listener.PUBLIC, List.of("/oauth2", "/iam"), Listener.INTERNAL, List.of("/auth/v1")));
    private final ListenerPaths decisions =
            new ListenerPaths(Map.of(Listener.PUBLIC, List.of("/authz"), Listener.INTERNAL, List.of("/authz")));

    @Test
    void aProcessServesWhatAnyOfItsServicesServes() {
        ListenerPaths together = ListenerPaths.together(List.of(auth, decisions));
        assertThat(together.serves(Listener.PUBLIC, "/oauth2/x/token")).isTrue();
        assertThat(together.serves(Listener.PUBLIC, "/authz/forward/x")).isTrue();
        assertThat(together.serves(Listener.PUBLIC, "/auth/v1/api-tokens")).isFalse();
        assertThat(together.serves(Listener.PEER, "/authz/forward/x")).isFalse();
    }

    @Test
    void itsPublicListenerCanServeLess() {
        ListenerPaths fewer =
                ListenerPaths.together(List.of(auth, decisions)).publicOnly(List.of("/oauth2", "/iam", "/auth/v1"));
        assertThat(fewer.serves(Listener.PUBLIC, "/iam/x/did.json")).isTrue();
        assertThat(fewer.serves(Listener.PUBLIC, "/authz/forward/x")).isFalse();
        assertThat(fewer.serves(Listener.PUBLIC, "/auth/v1/api-tokens"))
                .as("no path gets public that no service has for the public")
                .isFalse();
        assertThat(fewer.serves(Listener.INTERNAL, "/authz/forward/x")).isTrue();
    }
}
