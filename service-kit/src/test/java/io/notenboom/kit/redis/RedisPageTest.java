// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.redis.CustomerRedisUser;
import io.notenboom.testkit.redis.RedisKeyRules;
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
    void theUserOfTheTestsIsTheOneOfThePage() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/operations/redis.md"));
        assertThat(page)
                .contains(
                        CustomerRedisUser.aclFile("c7f3k2").lines().findFirst().orElseThrow() + "\n")
                .contains("-@all " + CustomerRedisUser.PERMITTED + "\n")
                .contains("`" + CustomerRedisUser.PERMITTED_ON_A_CLUSTER + "`")
                .contains("-@all " + CustomerRedisUser.PERMITTED_ON_A_SENTINEL + "\n");
    }
}
