// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.notenboom.kit.bus.RedisServerProcess;
import java.nio.file.Path;
import java.util.List;

class SystemRedisConfinementTest extends ConfinementProbeContract {

    @Override
    RedisServerProcess start(Path folder, String users, List<String> more) throws Exception {
        return RedisServerProcess.ofTheSystem(folder, users, more);
    }
}
