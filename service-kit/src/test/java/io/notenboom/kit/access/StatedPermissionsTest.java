// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.listener.Listener;
import io.notenboom.kit.listener.ListenerPaths;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a service says of its routes, without which it does not start. */
class StatedPermissionsTest {

    private static final ListenerPaths PATHS = new ListenerPaths(Map.of(Listener.INTERNAL, List.of("/things")));

    /** Operations, which no service has. */
    static final class Operations {

        @RequiresScope("things:read")
        void read() {}

        @Audited("thing.create")
        @RequiresScope("things:write")
        void create() {}

        @NotAudited("only asks")
        @RequiresScope("things:read")
        void search() {}

        @NoScopeNeeded("test")
        void open() {}

        void withoutScope() {}

        @RequiresScope("things:write")
        void silent() {}

        @Audited("thing.create")
        @NotAudited("only asks")
        @RequiresScope("things:write")
        void contradictory() {}
    }

    private static void require(String verb, String path, String operation) {
        Method method = Arrays.stream(Operations.class.getDeclaredMethods())
                .filter(known -> known.getName().equals(operation))
                .findFirst()
                .orElseThrow();
        Route route = new Route(verb, path, ScopeStatement.of(Operations.class, method), method);
        StatedPermissions.require(List.of(route), PATHS);
    }

    @Test
    void everythingStatedIsTaken() {
        assertThatCode(() -> {
                    require("GET", "/things", "read");
                    require("POST", "/things", "create");
                    require("POST", "/things/search", "search");
                    require("POST", "/things", "open");
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsNotStatedIsNamed() {
        assertThatThrownBy(() -> require("GET", "/things", "withoutScope"))
                .hasMessageContaining("@RequiresScope and @NoScopeNeeded: GET /things");
        assertThatThrownBy(() -> require("POST", "/things", "silent"))
                .hasMessageContaining("@Audited and @NotAudited: POST /things");
        assertThatThrownBy(() -> require("DELETE", "/things", "contradictory"))
                .hasMessageContaining("@Audited and @NotAudited: DELETE /things");
        assertThatThrownBy(() -> require("GET", "/elsewhere", "read")).hasMessageContaining("no listener serves");
    }
}
