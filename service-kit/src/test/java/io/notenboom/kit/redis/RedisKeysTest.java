// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.customer.CustomerId;
import org.junit.jupiter.api.Test;

class RedisKeysTest {

    private final RedisKeys keys = new RedisKeys(new CustomerId("c7f3k2"), "auth");

    @Test
    void startsWithTheCustomerAsHashTag() {
        assertThat(keys.key("token", "x")).isEqualTo("{c7f3k2}:auth:token:x");
        assertThat(keys.key("subjects")).isEqualTo("{c7f3k2}:auth:subjects");
    }

    @Test
    void hashesWhatComesFromOutside() {
        assertThat(keys.hashedKey("used", "abc"))
                .isEqualTo("{c7f3k2}:auth:used:ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }
}
