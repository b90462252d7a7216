// SPDX-License-Identifier: Apache-2.0
@NullMarked
package io.notenboom.pdp.transfer.inbox;

import org.jspecify.annotations.NullMarked;
