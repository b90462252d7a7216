// SPDX-License-Identifier: Apache-2.0
/** What the decision point and our own enforcement point both have to know in the same way. */
@NullMarked
package io.notenboom.trust.enforcement;

import org.jspecify.annotations.NullMarked;
