// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.redis.PasswordHash;
import io.notenboom.trust.redis.RedisAcl;
import io.notenboom.trust.redis.RedisPlace;
import io.notenboom.trust.redis.RedisUser;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class UsersTest {

    /** One list of commands: that of the page, with which backups are tried, and that of the users that hosting makes. */
    @Test
    void theUserThatHostingMakesIsThatOfThePage() throws IOException {
        RedisUser user = RedisUser.ofBackup("c7f3k2-backup", "c7f3k2", PasswordHash.of("a".repeat(22)));
        assertThat(RedisAcl.dedicated(RedisPlace.SERVER, List.of(user)).file())
                .endsWith(" resetkeys resetchannels ~{c7f3k2}:* -@all " + Users.line(Users.BACKUP) + "\n");
    }
}
