// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestoreOptionsTest {

    @Test
    void whatTakesARiskNeedsAReason() {
        Optional<String> none = Optional.empty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestoreOptions(0, none, none, none, none, false, false, List.of(), List.of(), 16))
                .withMessageContaining("--alone");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RestoreOptions(
                        2, none, Optional.of("so"), none, none, false, false, List.of(), List.of(), 16));
    }
}
