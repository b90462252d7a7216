// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.redis.RedisKeyRules;
import io.notenboom.trust.redis.CustomerCommands;
import io.notenboom.trust.redis.RedisAcl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The page for operators gives the user with which the tests run, and says which keys stay. */
class RedisPageTest {

    private static final Path ROOT = Path.of(System.getProperty("notenboom.root", ".."));

    @Test
    void keysThatStayWithoutAReasonAreFound() {
        Map<String, Long> keys = Map.of(
                "{c7f3k2}:auth:token:a", -1L,
                "{c7f3k2}:auth:token:b", 60L,
                "{c7f3k2}:auth:subject:a", -1L,
                "{c7f3k2}:bus:auth.revoked", -1L,
                "{c7f3k3}:auth:token:c", 60L,
                "c7f3k2:auth:token:d", 60L);
        assertThat(RedisKeyRules.of(ROOT).violations("c7f3k2", keys))
                .hasSize(3)
                .anySatisfy(text -> assertThat(text).startsWith("{c7f3k2}:auth:token:a "))
                .anySatisfy(text -> assertThat(text).startsWith("{c7f3k3}:auth:token:c "))
                .anySatisfy(text -> assertThat(text).startsWith("c7f3k2:auth:token:d "));
    }

    @Test
    void theUserThatHostingMakesIsTheOneOfThePage() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/operations/redis.md"));
        assertThat(page)
                .contains(RedisAcl.NO_DEFAULT_USER + "\n")
                .contains("resetkeys resetchannels ~{c7f3k2}:* &{c7f3k2}:* -@all " + CustomerCommands.PERMITTED + "\n")
                .contains("`" + CustomerCommands.PERMITTED_ON_A_CLUSTER + "`")
                .contains("resetkeys resetchannels &+switch-master -@all " + CustomerCommands.PERMITTED_ON_A_SENTINEL
                        + "\n");
    }
}
