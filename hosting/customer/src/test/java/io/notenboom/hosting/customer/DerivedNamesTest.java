// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.trust.customer.CustomerId;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DerivedNamesTest {

    @Property
    void noNameOfOneCustomerIsTheBeginningOfAnothers(@ForAll("ids") CustomerId one, @ForAll("ids") CustomerId other) {
        Assume.that(!one.equals(other));
        for (String name : new DerivedNames(one).all()) {
            assertThat(new DerivedNames(other).all()).noneMatch(foreign -> foreign.startsWith(name));
        }
    }

    @Property
    void everyNameHasTheId(@ForAll("ids") CustomerId id) {
        assertThat(new DerivedNames(id).all()).allMatch(name -> name.contains(id.value()));
    }

    @Test
    void whatOthersMatchByPrefixEndsInATerminator() {
        DerivedNames names = new DerivedNames(new CustomerId("c7f3k2"));
        assertThat(names.transitMount()).isEqualTo("transit-c7f3k2/");
        assertThat(names.secretMount()).isEqualTo("kv-c7f3k2/");
        assertThat(names.redisPrefix()).isEqualTo("{c7f3k2}:");
        assertThat(names.redisUser()).isEqualTo("node-c7f3k2.");
        assertThat(names.folder()).isEqualTo("c7f3k2/");
        assertThat(names.publicLabel()).isEqualTo("c7f3k2.");
        assertThat(names.peerLabel()).isEqualTo("peer-c7f3k2.");
        assertThat(names.namespace()).isEqualTo("nuts-c7f3k2");
    }

    /** Ids that differ in one place are the hard case for prefixes, so half of them are close to one id. */
    @Provide
    Arbitrary<CustomerId> ids() {
        Arbitrary<Character> first = Arbitraries.chars().range('a', 'z');
        Arbitrary<String> rest = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .ofLength(5);
        Arbitrary<String> any = Combinators.combine(first, rest).as((letter, tail) -> letter + tail);
        Arbitrary<String> close =
                Arbitraries.of('a', 'b', '1', '2').map(last -> "acme0" + last).filter(text -> text.length() == 6);
        return Arbitraries.oneOf(any, close).map(CustomerId::new);
    }
}
