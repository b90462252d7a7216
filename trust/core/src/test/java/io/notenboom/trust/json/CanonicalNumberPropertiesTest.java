// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CanonicalNumberPropertiesTest {

    @Property
    void everyFiniteDoubleReadsBackAndHasOneSpelling(@ForAll long seed) {
        double number = Double.longBitsToDouble(new SplittableRandom(seed).nextLong());
        if (Double.isFinite(number)) {
            String text = CanonicalJson.ecmaScript(number);
            assertThat(Double.parseDouble(text)).isEqualTo(number == 0 ? 0.0 : number);
            assertThat(CanonicalJson.text(StrictJson.parse(text, 100))).isEqualTo(text);
        }
    }

    @Property
    void largeIntegersReadBackOrAreRefused(@ForAll long seed) {
        String integer = Long.toString(new SplittableRandom(seed).nextLong());
        try {
            assertThat(CanonicalJson.text(StrictJson.parse(integer, 100))).isEqualTo(integer);
        } catch (JsonInputException refused) {
            assertThat(Math.abs(Double.parseDouble(integer))).isGreaterThan(9007199254740992.0 - 1);
        }
    }

    @Property
    void everyIntegerThatIsCanonicalIsAccepted(@ForAll long seed) {
        double number = Math.scalb(1 + new SplittableRandom(seed).nextDouble(), (int) Math.floorMod(seed, 69L));
        String text = CanonicalJson.ecmaScript(Math.rint(number));
        assertThat(CanonicalJson.text(StrictJson.parse(text, 100))).isEqualTo(text);
    }
}
