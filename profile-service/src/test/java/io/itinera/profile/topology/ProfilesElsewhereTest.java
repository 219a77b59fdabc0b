package io.itinera.profile.topology;

/** Whatever holds for a profile that is kept where its events come in holds for one on another partition. */
class ProfilesElsewhereTest extends ProfileTopologyTest {

    @Override
    int partitions() {
        return TopologyFixture.ELSEWHERE;
    }
}
