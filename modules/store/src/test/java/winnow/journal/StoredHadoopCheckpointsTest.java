package winnow.journal;

/** On an object store. */
class StoredHadoopCheckpointsTest extends HadoopCheckpointsContract {

    StoredHadoopCheckpointsTest() {
        super(true);
    }
}
