// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RedisAclTest {

    private static final PasswordHash OLD = PasswordHash.of("an-old-password-of-some-length");
    private static final PasswordHash NEW = PasswordHash.of("a-new-password-of-some-length");

    private final RedisUser customer = RedisUser.ofCustomer("c7f3k2", OLD);

    @Test
    void aCustomerHasItsKeysWithTheirTerminatorItsChannelsAndNamedCommands() {
        String file = RedisAcl.dedicated(RedisPlace.SERVER, List.of(customer)).file();
        assertThat(file)
                .isEqualTo(RedisAcl.NO_DEFAULT_USER + "\nuser c7f3k2 on #" + OLD.sha256()
                        + " resetkeys resetchannels ~{c7f3k2}:* &{c7f3k2}:* -@all " + CustomerCommands.PERMITTED
                        + "\n");
        assertThat(CustomerCommands.PERMITTED).doesNotContain("@");
    }

    @Test
    void serversOfAClusterAndSentinelsHaveTheirOwnCommands() {
        assertThat(RedisAcl.dedicated(RedisPlace.CLUSTER_SERVER, List.of(customer))
                        .file())
                .contains("+unwatch " + CustomerCommands.PERMITTED_ON_A_CLUSTER + "\n");
        assertThat(RedisAcl.dedicated(RedisPlace.SENTINEL, List.of(customer)).file())
                .contains("&+switch-master -@all " + CustomerCommands.PERMITTED_ON_A_SENTINEL + "\n")
                .doesNotContain("~{");
    }

    @Test
    void twoPasswordsAtOnceAndNoMore() {
        RedisUser both = customer.andPassword(NEW);
        assertThat(RedisAcl.dedicated(RedisPlace.SERVER, List.of(both)).file())
                .contains(" on #" + OLD.sha256() + " #" + NEW.sha256() + " ");
        assertThat(both.withoutPassword(OLD)).isEqualTo(RedisUser.ofCustomer("c7f3k2", NEW));
        assertThatThrownBy(() -> both.andPassword(PasswordHash.of("a-third-password-of-some-length"))
                        .rules(RedisPlace.SERVER))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> customer.withoutPassword(OLD).name()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDedicatedServerIsOfOneCustomer() {
        assertThatThrownBy(() -> RedisAcl.dedicated(
                                RedisPlace.SERVER, List.of(customer, RedisUser.ofCustomer("c7f3k3", NEW)))
                        .file())
                .hasMessageContaining("one customer");
    }

    @Test
    void onASharedServerNobodyLooksForKeys() {
        RedisUser other = RedisUser.ofCustomer("c7f3k3", NEW);
        assertThat(RedisAcl.shared(RedisPlace.SERVER, List.of(customer, other)).file())
                .contains("~{c7f3k2}:*", "~{c7f3k3}:*")
                .doesNotContain("+scan");
        RedisUser backup = RedisUser.ofBackup("backup", "c7f3k2", NEW);
        assertThatThrownBy(() -> RedisAcl.shared(RedisPlace.SERVER, List.of(customer, backup))
                        .file())
                .hasMessageContaining("look for keys");
        assertThat(RedisAcl.dedicated(RedisPlace.SERVER, List.of(customer, backup))
                        .file())
                .contains("user backup on ")
                .contains("+scan");
    }

    @Test
    void whatIsWrongIsNotWritten() {
        assertThatThrownBy(() -> PasswordHash.of("short")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new PasswordHash("x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedisUser.ofCustomer("c7f3k2} ~* ", OLD).name())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedisUser.ofOperator("default", OLD).name())
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RedisAcl.shared(RedisPlace.SERVER, List.of(customer, customer))
                        .file())
                .hasMessageContaining("two users");
        assertThat(OLD.toString()).doesNotContain(OLD.sha256());
    }

    @Test
    void commandsForAServerThatRuns() {
        assertThat(RedisAcl.set(RedisPlace.SERVER, customer))
                .startsWith("ACL", "SETUSER", "c7f3k2", "reset", "on", "#" + OLD.sha256())
                .endsWith("+unwatch");
        assertThat(RedisAcl.addPassword("c7f3k2", NEW)).endsWith("c7f3k2", "#" + NEW.sha256());
        assertThat(RedisAcl.removePassword("c7f3k2", OLD)).endsWith("c7f3k2", "!" + OLD.sha256());
    }
}
