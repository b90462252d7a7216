// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.auth;

import io.notenboom.e2e.client.StepFailure;
import io.notenboom.testkit.redis.RedisDeployment;
import io.notenboom.testkit.redis.RedisKeyRules;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Looks at every key that was written: hash tag, and an end or a reason for none. */
final class KeyWalk {

    private final RedisKeyRules rules;
    private int walked;

    KeyWalk(Path home) {
        this.rules = RedisKeyRules.of(home);
    }

    /** Looks at all keys there. */
    void check(RedisDeployment redis) {
        Map<String, Long> keys = redis.keys();
        List<String> violations = rules.violations(AuthNodes.CUSTOMER, keys);
        if (!violations.isEmpty()) {
            throw new StepFailure(String.join("; ", violations));
        }
        if (keys.isEmpty()) {
            throw new StepFailure("there are no keys: nothing was looked at");
        }
        walked += keys.size();
    }

    /** How many keys were looked at. */
    int walked() {
        return walked;
    }
}
