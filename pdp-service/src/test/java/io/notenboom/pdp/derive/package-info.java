// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.derive;

import org.jspecify.annotations.NullMarked;
