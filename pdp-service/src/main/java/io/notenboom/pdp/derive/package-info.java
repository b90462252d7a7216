// SPDX-License-Identifier: Apache-2.0
/** From a Composition to the list of resources that a flow opens, with a reason for each. */
@NullMarked
package io.notenboom.pdp.derive;

import org.jspecify.annotations.NullMarked;
