// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.clock;

import org.jspecify.annotations.NullMarked;
